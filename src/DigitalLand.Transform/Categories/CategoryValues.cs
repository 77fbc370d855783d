using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Transform.Categories;

/// <summary>The lists of a dataset's category fields, from the CSV files of the datasets that hold them.</summary>
public sealed class CategoryValues
{
    private readonly Dictionary<string, CategoryList> _lists = new(StringComparer.Ordinal);

    private CategoryValues()
    {
    }

    /// <summary>Reads <c>DIRECTORY/DATASET.csv</c> for every category field. An empty file means that the field is not checked.</summary>
    /// <param name="migrations">A field of today to its older name: the list serves both.</param>
    public static CategoryValues Load(Specification specification, string dataset, IReadOnlyDictionary<string, string> migrations, CategoryFiles files)
    {
        var values = new CategoryValues();
        foreach (var (field, fieldDataset) in specification.CategoryFields(dataset))
        {
            var path = files.Find(fieldDataset);
            if (path is null || new FileInfo(path).Length == 0)
            {
                continue;
            }

            var list = new CategoryList(CsvTable.Read(path).Rows.Select(row => row["reference"]).Where(reference => reference.Length > 0));
            values._lists[field] = list;
            if (migrations.TryGetValue(field, out var older))
            {
                values._lists[older] = list;
            }
        }

        return values;
    }

    /// <summary>The list of a field, or null where it holds free values.</summary>
    public CategoryList? Find(string field) => _lists.GetValueOrDefault(field);
}
