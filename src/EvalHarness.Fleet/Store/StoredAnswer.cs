using EvalHarness.Models;
using Npgsql;

namespace EvalHarness.Fleet.Store;

/// <summary>An answer as the store has it.</summary>
/// <param name="Place">Its place among the answers of all runs.</param>
/// <param name="Key">Key of its request.</param>
/// <param name="Line">The response, as a line of a log.</param>
/// <param name="Reach">What its failure is about; null where it did not fail.</param>
/// <param name="LostUsd">What lost workers may have paid for the request before, in US dollars.</param>
/// <param name="LostAttempts">Attempts that lost workers made at it.</param>
internal sealed record StoredAnswer(
    long Place,
    Guid Key,
    string Line,
    FailureReach? Reach,
    decimal LostUsd,
    int LostAttempts
)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    public static StoredAnswer Read(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetGuid(1),
            row.GetString(2),
            row.IsDBNull(3) ? null : (FailureReach)row.GetInt16(3),
            row.GetDecimal(4),
            row.GetInt32(5)
        );
}
