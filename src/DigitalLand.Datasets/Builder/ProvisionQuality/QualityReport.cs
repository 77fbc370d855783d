using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Packages;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Builder.ProvisionQuality;

/// <summary>
/// Who provides which dataset, and how good what they provide is: a table of provisions, and what it comes to for each dataset and each
/// organisation.
/// </summary>
internal sealed class QualityReport(SqliteDatabase database, BuilderInputs inputs, LiveDatasets live)
{
    private readonly List<string> _remarks = [];

    /// <summary>Sentences about datasets that could not be looked at.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Writes the tables into the performance database, which has the digital-land database attached as <c>land</c>.</summary>
    public void Write(CancellationToken cancel)
    {
        database.Write(() =>
        {
            database.Execute(QualityQueries.Prepare);
            AddDesignated(cancel);
            AddLive();
        });
        AddEntities(cancel);
        database.Write(() =>
        {
            QualityTables.Provision.Fill(database, QualityQueries.Provision);
            QualityTables.Dataset.Fill(database, QualityQueries.Dataset);
            QualityTables.Organisation.Fill(database, QualityQueries.Organisation);
        });
        TellNotLive();
    }

    /// <summary>Writes one of the tables as the reference's CSV file: flags as words, no value as nothing.</summary>
    public static void WriteCsv(SqliteDatabase database, ReportTable table, string path)
    {
        using var file = File.Create(path);
        using var writer = new CsvWriter(file, "\n");
        using var rows = database.Prepare($"SELECT * FROM {table.Name} ORDER BY rowid");
        writer.WriteRecord(table.Columns.Select(column => column.Name));
        while (rows.Read())
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var text = rows.IsNull(i) ? "" : Encoding.UTF8.GetString(rows.Text(i));
                writer.WriteField(table.Columns[i].Type == ReportType.Flag ? text == "1" ? "true" : "false" : text);
            }

            writer.EndRecord();
        }
    }

    private void AddDesignated(CancellationToken cancel)
    {
        using var insert = database.Prepare("INSERT OR IGNORE INTO designated VALUES (?, ?)");
        foreach (var path in inputs.Collections.Select(collection => collection.Configuration("entity-organisation")).Where(File.Exists))
        {
            using var records = new CsvRecords(path);
            var (dataset, organisation) = (records.Find("dataset"), records.Find("organisation"));
            while (records.Read(cancel))
            {
                insert.Bind(0, Encoding.UTF8.GetBytes(records[dataset].ToString()));
                insert.Bind(1, Encoding.UTF8.GetBytes(records[organisation].ToString()));
                insert.Run();
            }
        }
    }

    private void AddLive()
    {
        using var insert = database.Prepare("INSERT INTO live VALUES (?)");
        foreach (var dataset in live.Current)
        {
            insert.Bind(0, Encoding.UTF8.GetBytes(dataset));
            insert.Run();
        }
    }

    private void AddEntities(CancellationToken cancel)
    {
        var collections = inputs.Collections.ToDictionary(collection => collection.Name, StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var dataset in inputs.Specification.Datasets
            .Where(dataset => live.Current.Contains(dataset.Name) && collections.ContainsKey(dataset.Collection))
            .OrderBy(dataset => dataset.Name, CodePointComparer.Instance))
        {
            cancel.ThrowIfCancellationRequested();
            var path = collections[dataset.Collection].Dataset(dataset.Name);
            if (File.Exists(path))
            {
                Read(dataset.Name, path);
            }
            else
            {
                missing.Add(dataset.Name);
            }
        }

        if (missing.Count > 0)
        {
            _remarks.Add($"No entities are counted in the provision quality of datasets that are not assembled: {string.Join(", ", missing)}.");
        }
    }

    private void Read(string dataset, string path)
    {
        try
        {
            AddEntities(dataset, path);
        }
        catch (SqliteException error)
        {
            throw new RunFailedException($"The entities of '{dataset}' cannot be read from '{path}': {error.Message} Assemble the dataset again.", error);
        }
    }

    private void AddEntities(string dataset, string path)
    {
        database.Execute($"ATTACH {WorkingDatabase.Literal(path)} AS assembled");
        database.Write(() =>
        {
            foreach (var query in new[] { QualityQueries.Owned, QualityQueries.Seeded })
            {
                using var insert = database.Prepare(query);
                insert.Bind(0, Encoding.UTF8.GetBytes(dataset));
                insert.Run();
            }
        });
        database.Execute("DETACH assembled");
    }

    private void TellNotLive()
    {
        using var rows = database.Prepare(QualityQueries.NotLive);
        var names = new List<string>();
        while (rows.Read())
        {
            names.Add(Encoding.UTF8.GetString(rows.Text(0)));
        }

        if (names.Count > 0)
        {
            _remarks.Add($"Left out of the provision quality, because {inputs.Environment} does not build them: {string.Join(", ", names)}.");
        }
    }
}
