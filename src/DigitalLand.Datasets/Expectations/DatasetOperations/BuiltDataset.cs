using System.Globalization;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Datasets.Packages;
using DigitalLand.Geometry.Relations;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>A dataset's SQLite file, open to be looked at: nothing is written into it.</summary>
internal sealed class BuiltDataset : IDisposable
{
    private readonly Lazy<GeometryReader> _geometries = new(GeometryReader.Create, isThreadSafe: false);
    private bool _hasOrganisations;

    private BuiltDataset(string name, SqliteDatabase database)
    {
        Name = name;
        Database = database;
    }

    public string Name { get; }

    public SqliteDatabase Database { get; }

    public GeometryReader Geometries => _geometries.Value;

    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RunFailedException">It cannot be opened.</exception>
    public static BuiltDataset Open(string name, string path)
    {
        if (!File.Exists(path))
        {
            throw new WrongUseException($"There is no dataset '{path}'. Build it with dataset-create.");
        }

        try
        {
            return new BuiltDataset(name, SqliteDatabase.OpenForReading(path));
        }
        catch (SqliteException error)
        {
            throw new RunFailedException(error.Message, error);
        }
    }

    /// <summary>
    /// Makes sure of the temporary table <c>entity_of_organisation</c>. Rules come once for each of hundreds of organisations, and the column by which
    /// they choose lies behind every entity's geometry: without it each would read the whole file.
    /// </summary>
    public void NeedOrganisations()
    {
        if (!_hasOrganisations)
        {
            Database.Execute(
                "CREATE TEMP TABLE entity_of_organisation AS SELECT organisation_entity, entity FROM main.entity;"
                + "CREATE INDEX temp.entity_of_organisation_index ON entity_of_organisation (organisation_entity, entity)");
            _hasOrganisations = true;
        }
    }

    /// <summary>A query with texts for its parameters.</summary>
    public SqliteStatement Query(string sql, params ReadOnlySpan<string> texts)
    {
        var statement = Database.Prepare(sql);
        for (var i = 0; i < texts.Length; i++)
        {
            statement.Bind(i, Encoding.UTF8.GetBytes(texts[i]));
        }

        return statement;
    }

    public void Dispose()
    {
        if (_geometries.IsValueCreated)
        {
            _geometries.Value.Dispose();
        }

        Database.Dispose();
    }
}

/// <summary>Values of rows.</summary>
internal static class Cells
{
    public static long Int64(this SqliteStatement row, int column) => long.Parse(row.Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static string? String(this SqliteStatement row, int column) => row.IsNull(column) ? null : Encoding.UTF8.GetString(row.Text(column));

    /// <summary>As a column of type INTEGER gives it back: a number where the text is one, else the text.</summary>
    public static object? Affine(this SqliteStatement row, int column) =>
        long.TryParse(row.Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : row.String(column);
}
