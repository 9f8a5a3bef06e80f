using EvalHarness.Core;
using Npgsql;

namespace EvalHarness.Fleet.Store;

/// <summary>The address of a store, as a user writes it.</summary>
internal static class StoreAddress
{
    private const int DefaultPort = 5432;

    /// <summary>How the store is connected to; what the address leaves out comes from PostgreSQL's own variables, such as PGPASSWORD.</summary>
    /// <param name="address">The address, <c>postgres://user:password@host:port/database?sslmode=require</c>.</param>
    /// <exception cref="DocumentException">It is none; the address is not told, since it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Read(string address)
    {
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || url.Scheme is not ("postgres" or "postgresql")
            || url.Host.Length == 0
            || url.AbsolutePath.Length < 2
        )
        {
            throw Wrong("no address of a store");
        }

        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(url.Host),
            Port = url.Port < 0 ? DefaultPort : url.Port,
            Database = Uri.UnescapeDataString(url.AbsolutePath[1..]),
            ApplicationName = "evalharness",
            MaxPoolSize = 16,
            // Nothing is set in a session, and a reset would throw away how each function is to be run.
            NoResetOnClose = true,
            MaxAutoPrepare = 40,
        };
        string[] user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (string part in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            try
            {
                builder[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
            }
            catch (ArgumentException)
            {
                throw Wrong($"'{pair[0]}' in the address of a store, which is no setting of a connection");
            }
        }

        builder.SearchPath = FleetStore.Schema;
        return builder;
    }

    private static DocumentException Wrong(string what) =>
        new(new Fault(new Location("store"), what, "postgres://user:password@host:5432/database"));
}
