using System.Globalization;
using DigitalLand.Core;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Transform.Lookups;

/// <summary>Which organisation is the authority for which entity numbers: the ranges of entity-organisation.csv, in the config database.</summary>
public sealed class EntityOrganisations
{
    private readonly long[] _maximums;
    private readonly (long Minimum, string Organisation)[] _ranges;

    private EntityOrganisations(IEnumerable<(long Minimum, long Maximum, string Organisation)> ranges)
    {
        // Stable: of two ranges with the same end the first row of the file counts.
        var sorted = ranges.OrderBy(range => range.Maximum).ToArray();
        _maximums = [.. sorted.Select(range => range.Maximum)];
        _ranges = [.. sorted.Select(range => (range.Minimum, range.Organisation))];
    }

    /// <summary>Reads the ranges of a config database.</summary>
    /// <exception cref="WrongUseException">The file is no config database.</exception>
    public static EntityOrganisations Load(string path)
    {
        try
        {
            return new EntityOrganisations(Read(path));
        }
        catch (SqliteException error)
        {
            throw new WrongUseException($"'{path}' cannot be read as a config database ({error.Message}). Make it with config-create and config-load.", error);
        }
    }

    /// <summary>
    /// The authority for an entity, or null where no range holds it. Where ranges overlap, the one that ends first: so the reference's
    /// query reads its index.
    /// </summary>
    /// <exception cref="RunFailedException">The entity is not a number.</exception>
    public string? Find(string entity)
    {
        if (!long.TryParse(entity, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw new RunFailedException($"The entity '{entity}' is not a number, so its authority cannot be found.");
        }

        var i = Array.BinarySearch(_maximums, number);
        for (i = i < 0 ? ~i : FirstOfEqual(i); i < _ranges.Length; i++)
        {
            if (_ranges[i].Minimum <= number)
            {
                return _ranges[i].Organisation;
            }
        }

        return null;
    }

    private static List<(long Minimum, long Maximum, string Organisation)> Read(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT entity_minimum, entity_maximum, organisation FROM entity_organisation WHERE entity_minimum IS NOT NULL AND entity_maximum IS NOT NULL ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var ranges = new List<(long, long, string)>();
        while (reader.Read())
        {
            ranges.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2)));
        }

        return ranges;
    }

    private int FirstOfEqual(int i)
    {
        while (i > 0 && _maximums[i - 1] == _maximums[i])
        {
            i--;
        }

        return i;
    }
}
