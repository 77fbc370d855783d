using DigitalLand.Core;
using Npgsql;

namespace DigitalLand.Orchestration.Store;

/// <summary>
/// Where a metadata store is: the path of a SQLite file, <c>postgres://user:password@host:port/database</c>, or <c>postgres:</c> before a connection string
/// such as <c>postgres:Host=/run/postgresql;Username=pipelines</c>.
/// </summary>
public static class StoreAddress
{
    /// <exception cref="WrongUseException">The address cannot be read, or there is no store behind it.</exception>
    /// <exception cref="StoreUnavailableException">The server does not answer.</exception>
    public static async Task<IDatabase> OpenAsync(string address, TimeProvider clock, CancellationToken cancel) =>
        IsShared(address)
            ? await PostgresDatabase.OpenAsync(ConnectionString(address), clock, cancel)
            : await SqliteDatabase.OpenAsync(address, clock, cancel);

    /// <summary>Whether the store is on a server, where several processes share it.</summary>
    public static bool IsShared(string address) => address.StartsWith("postgres:", StringComparison.Ordinal) || address.StartsWith("postgresql:", StringComparison.Ordinal);

    private static string ConnectionString(string address)
    {
        if (!address.Contains("://", StringComparison.Ordinal))
        {
            return address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new WrongUseException("The address of the store cannot be read; it looks like postgres://user:password@host:5432/database.");
        }

        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Database = uri.AbsolutePath.Trim('/') };
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        if (uri.UserInfo.Split(':', 2) is [{ Length: > 0 } user, ..] parts)
        {
            builder.Username = Uri.UnescapeDataString(user);
            builder.Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
        }

        return builder.ToString();
    }
}
