using System.Text;
using DigitalLand.Datasets.Assemble.Inputs;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Update;

/// <summary>The rows that the logs of updated resources take the place of: without a key, they would otherwise stand beside them.</summary>
/// <param name="database">The dataset.</param>
/// <param name="resources">The resources that are updated.</param>
/// <param name="issues">The folder of their issues, every file of which is loaded.</param>
internal sealed class UpdatedLogs(SqliteDatabase database, IReadOnlyList<string> resources, string issues)
{
    public IReadOnlyList<string> Resources => resources;

    public void RemoveEarlier()
    {
        Remove("column_field", resources);
        Remove("dataset_resource", resources);
        if (Directory.Exists(issues))
        {
            Remove("issue", [.. TransformedFiles.CsvFilesIn(issues).Select(path => Path.GetFileNameWithoutExtension(path))]);
        }
    }

    private void Remove(string table, IReadOnlyList<string> ofResources)
    {
        using var delete = database.Prepare($"DELETE FROM {table} WHERE resource = ?");
        foreach (var resource in ofResources)
        {
            delete.Bind(0, Encoding.UTF8.GetBytes(resource));
            delete.Run();
        }
    }
}
