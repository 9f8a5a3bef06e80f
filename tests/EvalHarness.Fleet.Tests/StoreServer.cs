using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>One PostgreSQL for all tests that do not stop it.</summary>
[SetUpFixture]
internal sealed class StoreServer
{
    private static readonly Lazy<Postgres> Started = new(() => Postgres.Start());
    private static int databases;

    public static Postgres Server => Started.Value;

    /// <summary>A store of the caller's own.</summary>
    /// <returns>Its address.</returns>
    public static (string Address, string Database) NewStore()
    {
        string name = FormattableString.Invariant($"store{Interlocked.Increment(ref databases)}");
        return (Server.Create(name), name);
    }

    [OneTimeTearDown]
    public void Stop()
    {
        if (Started.IsValueCreated)
        {
            Started.Value.Dispose();
        }
    }
}
