using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Expectations;

namespace DigitalLand.Datasets.Packages.Organisations;

/// <summary>
/// organisation.csv, by which every collection finds its organisations: the entities of the datasets of organisations one after the other, with the columns of
/// the specification's schema <c>organisation</c> (the reference's <c>OrganisationPackage</c>).
/// </summary>
public static class OrganisationPackage
{
    /// <summary>In the order of their rows. Other datasets of organisations are left out.</summary>
    private static readonly string[] Datasets =
    [
        "development-corporation", "government-organisation", "local-authority", "national-park-authority", "nonprofit", "public-authority",
        "passenger-transport-executive", "regional-park-authority", "waste-authority", "local-planning-group", "local-resilience-forum", "company",
    ];

    /// <summary>Writes the file from flattened entries.</summary>
    /// <inheritdoc cref="Write"/>
    public static OrganisationOutcome CreateFromFlattened(string directory, Specification specification, string output) =>
        Write(directory, specification, output, FromFlattened);

    /// <summary>Writes the file from dumped entries, whose further fields stand in their column <c>json</c>.</summary>
    /// <inheritdoc cref="Write"/>
    public static OrganisationOutcome CreateFromEntries(string directory, Specification specification, string output) =>
        Write(directory, specification, output, FromEntry);

    /// <param name="directory">Holds a file for each dataset, <c>local-authority.csv</c> and so on; those that it lacks are told.</param>
    /// <param name="specification">Gives the columns.</param>
    /// <param name="output">The file to write; an earlier one stands until the new one is complete.</param>
    /// <param name="read">Makes an organisation of a row; null for a row that is none.</param>
    /// <exception cref="RunFailedException">A row cannot be read.</exception>
    private static OrganisationOutcome Write(string directory, Specification specification, string output, Func<CsvTableRow, Dictionary<string, string>?> read)
    {
        var fields = specification.SchemaFields("organisation");
        var missing = new List<string>();
        var organisations = new List<Dictionary<string, string>>();
        foreach (var path in Datasets.Select(dataset => Path.Combine(directory, dataset + ".csv")))
        {
            if (CsvTable.ReadIfPresent(path) is { } table)
            {
                organisations.AddRange(table.Rows.Where(row => row["typology"] == "organisation").Select(read).OfType<Dictionary<string, string>>());
            }
            else
            {
                missing.Add(path);
            }
        }

        AtomicFile.WriteCsv(output, fields, organisations.Select(organisation => fields.Select(field => organisation.GetValueOrDefault(field, ""))));
        return new OrganisationOutcome(organisations.Count, missing);
    }

    private static Dictionary<string, string> FromFlattened(CsvTableRow row)
    {
        var organisation = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < row.Table.Header.Length; i++)
        {
            organisation[row.Table.Header[i].Replace('_', '-')] = i < row.Fields.Length ? row.Fields[i] : "";
        }

        if (organisation.GetValueOrDefault("organisation", "").Length == 0)
        {
            organisation["organisation"] = $"{organisation.GetValueOrDefault("dataset")}:{organisation.GetValueOrDefault("reference")}";
        }

        return organisation;
    }

    private static Dictionary<string, string>? FromEntry(CsvTableRow row)
    {
        if (!row.Table.HasColumn("organisation_entity"))
        {
            return null;
        }

        var organisation = FromFlattened(row);
        foreach (var (field, value) in Members(row))
        {
            organisation[field] = value is null ? "" : PythonRepr.Str(value);
        }

        return organisation;
    }

    private static OrderedDictionary<string, object?> Members(CsvTableRow row)
    {
        if (row["json"] is not { Length: > 0 } json)
        {
            return [];
        }

        try
        {
            return PythonJson.Read(json) as OrderedDictionary<string, object?> ?? throw new JsonException("it is not an object");
        }
        catch (JsonException error)
        {
            throw new RunFailedException($"{row.Table.Path}, record {row.RecordNumber}: the json cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>What came of making organisation.csv.</summary>
/// <param name="Organisations">Rows of the file.</param>
/// <param name="Missing">Files that were not there.</param>
public sealed record OrganisationOutcome(int Organisations, IReadOnlyList<string> Missing);
