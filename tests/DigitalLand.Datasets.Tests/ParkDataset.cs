using System.Text;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Assemble;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Tests;

/// <summary>The inputs of a small dataset in a folder, and what is made of them.</summary>
internal sealed class ParkDataset : IDisposable
{
    private const string Header = "end-date,entity,entry-date,entry-number,fact,field,priority,reference-entity,resource,start-date,value";

    public ParkDataset()
    {
        Specification = SmallSpecification.Write(Folder);
        Folder.Write("organisation.csv", "organisation,entity", "local-authority:AAA,0600", "local-authority:BBB,");
        Folder.Write("resource.csv", "resource,end-date");
        Directory.CreateDirectory(Folder["issue"]);
    }

    public TemporaryFolder Folder { get; } = new();

    public Specification Specification { get; }

    public string Output => Folder["park.sqlite3"];

    public AssembleInputs Inputs => new(
        Folder["transformed"], Folder["column-field"], Folder["dataset-resource"], Folder["issue"], Folder["pipeline"], Folder["organisation.csv"], Folder["resource.csv"]);

    /// <summary>Where Parquet is left; nowhere where it is not given.</summary>
    public string? Partitions { get; set; }

    /// <summary>The memory to take; that of any run where it is not given.</summary>
    public AssembleLimits? Limits { get; set; }

    /// <summary>Finds a point for a geometry in place of the geometry library.</summary>
    public Func<string, string> Centroid { get; set; } = wkt => $"POINT OF {wkt}";

    public string CentroidPoint(ReadOnlySpan<byte> wkt) => Centroid(Encoding.UTF8.GetString(wkt));

    /// <summary>Writes a transformed file for each resource of the rows, with the logs that belong to it.</summary>
    public ParkDataset With(params IEnumerable<FactRow> rows)
    {
        foreach (var resource in rows.GroupBy(row => row.Resource, StringComparer.Ordinal))
        {
            WithTransformed(resource.Key, resource.Select(row => row.Csv));
        }

        return this;
    }

    public ParkDataset WithTransformed(string resource, params IEnumerable<string> lines)
    {
        Folder.Write($"transformed/{resource}.csv", [Header, .. lines]);
        Folder.Write($"column-field/park/{resource}.csv", "dataset,resource,column,field", "other,other,Name,name");
        Folder.Write($"dataset-resource/park/{resource}.csv", "dataset,resource,entity-count,entry-count,line-count,mime-type,code-version", $"park,{resource},,2,3,text/csv,1.0");
        return this;
    }

    public AssembleOutcome Create() => CreateUntil(TestContext.Current.CancellationToken);

    public AssembleOutcome CreateUntil(CancellationToken cancel) => DatasetAssembly.Create(
        Specification,
        SmallSpecification.Dataset,
        Inputs,
        CentroidPoint,
        Output,
        cancel,
        Limits,
        Partitions);

    /// <summary>Writes the partitions alone.</summary>
    /// <returns>The hash of each file, by its path in the folder.</returns>
    public string[] CreatePartitions(string folder, AssembleLimits? limits = null)
    {
        DatasetAssembly.CreatePartitions(Specification, SmallSpecification.Dataset, Inputs, CentroidPoint, Folder[folder], TestContext.Current.CancellationToken, limits);
        return [.. Directory.EnumerateFiles(Folder[folder], "*.parquet", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetFileName(path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")];
    }

    /// <summary>The rows of a query, each value as text and NULL as null.</summary>
    public List<List<string?>> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Output};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own constant texts
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<List<string?>>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }

    public string? Value(string sql) => Assert.Single(Assert.Single(Query(sql)));

    public void Dispose() => Folder.Dispose();
}
