using Npgsql;
using NpgsqlTypes;

namespace EvalHarness.Fleet.Store;

/// <summary>Parameters of statements, in their order.</summary>
internal static class Parameters
{
    /// <summary>A parameter.</summary>
    /// <param name="value">Its value; not null.</param>
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>A parameter that may be null.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="type">Its type, which null does not tell.</param>
    public static NpgsqlParameter OrNull(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
