using DigitalLand.Core;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Datatypes;
using DigitalLand.Geometry;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Brings every value into the one form of its datatype, and says what could not be: a date that is none, a polygon outside
/// England, a category that the list does not have, a mandatory value that is missing.
/// </summary>
/// <remarks>Port of the reference's <c>HarmonisePhase</c>; the order of the steps is the order of the issues.</remarks>
internal sealed class HarmonisePhase(string dataset, FieldDatatypes datatypes, CategoryValues categories, GeometryNormaliser geometry, IssueLog issues, DateOnly today) : RowPhase
{
    private const string WikipediaPrefix = "https://en.wikipedia.org/wiki/";

    private readonly (string Name, RowField Field)[] _entryDates = [.. new[] { "entry-date", "LastUpdatedDate" }.Select(static name => (name, new RowField(name)))];
    private readonly RowField[] _curies = [new("organisation"), new("geography"), new("document")];
    private readonly RowField _x = new("GeoX");
    private readonly RowField _y = new("GeoY");
    private readonly RowField _geometry = new("geometry");
    private readonly RowField _point = new("point");
    private readonly RowField _wikipedia = new("wikipedia");

    private readonly string _today = today.ToString("yyyy-MM-dd");
    private readonly HashSet<string> _mandatory = [.. MandatoryFields.Of(dataset)];

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        RowLayout? layout = null;
        Column[] columns = [];
        string?[] raw = [];
        foreach (var row in source)
        {
            if (!ReferenceEquals(row.Layout, layout))
            {
                layout = row.Layout;
                columns = [.. layout.Fields.Select(field => new Column(field, categories.Find(field), _mandatory.Contains(field)))];
                raw = new string?[columns.Length];
            }

            issues.MoveTo(row.LineNumber, row.EntryNumber);
            row.Values.CopyTo(raw, 0);
            Normalise(columns, raw, row.Values);
            RejectFutureEntryDates(row, raw);
            NormaliseCoordinates(row);
            PrefixCuries(row);
            LogMissing(columns, layout, raw);
            ShortenWikipedia(row, raw);
            yield return row;
        }
    }

    /// <summary>Each value in the row's order. Category names are made canonical in the raw values, which later steps read.</summary>
    private void Normalise(Column[] columns, string?[] raw, string?[] values)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] is not { Length: > 0 })
            {
                continue;
            }

            var column = columns[i];
            if (column.List is { } list)
            {
                raw[i] = Canonical(list, column.Field, raw[i]!);
            }

            if (raw[i]!.Length == 0)
            {
                values[i] = "";
                continue;
            }

            var normalised = (column.Datatype ??= datatypes.Of(column.Field)).Of(raw[i]!);
            issues.Add(column.Field, normalised.Issues);
            values[i] = normalised.Value;
        }
    }

    private string Canonical(CategoryList list, string field, string value) =>
        list.Normalise(value, miss => issues.Add(field, "invalid category value", miss));

    private void RejectFutureEntryDates(Row row, string?[] raw)
    {
        foreach (var (name, field) in _entryDates)
        {
            var i = field.IndexIn(row.Layout);
            if (i >= 0 && string.CompareOrdinal(row.Values[i], _today) > 0)
            {
                issues.Add(name, "future entry-date", raw[i]!, $"{name} must be today or in the past");
                row.Values[i] = "";
            }
        }
    }

    /// <summary>Brownfield sites come as a pair of numbers in any of three systems: out go longitude and latitude, or neither.</summary>
    private void NormaliseCoordinates(Row row)
    {
        if (row[_x] is not { } x || row[_y] is not { } y)
        {
            return;
        }

        var point = geometry.Point(x, y, out var longitude, out var latitude);
        issues.Add("GeoX,GeoY", point.Issues);
        (row[_x], row[_y]) = point.Value.Length > 0 ? (longitude, latitude) : (null, null);
    }

    /// <summary>A name without a colon is taken for one of the dataset's own; so a plain organisation name is never found.</summary>
    private void PrefixCuries(Row row)
    {
        foreach (var field in _curies)
        {
            if (row[field] is { Length: > 0 } value && !value.Contains(':', StringComparison.Ordinal))
            {
                row[field] = $"{dataset}:{value}";
            }
        }
    }

    /// <summary>
    /// By what the resource said, not by what became of it: an unreadable value is not a missing one. Columns that the resource does
    /// not have at all are not reported here.
    /// </summary>
    private void LogMissing(Column[] columns, RowLayout layout, string?[] raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            var column = columns[i];
            var missing = column.IsShape
                ? IsBlank(layout, raw, _geometry) && IsBlank(layout, raw, _point)
                : raw[i] is { Length: 0 } && column.IsMandatory;
            if (missing)
            {
                issues.Add(column.Field, "missing value", "", $"{column.Field} missing");
            }
        }
    }

    private static bool IsBlank(RowLayout layout, string?[] raw, RowField field) => field.IndexIn(layout) is var i && (i < 0 || string.IsNullOrEmpty(raw[i]));

    /// <summary>From the raw value: whatever the datatype made of it does not count.</summary>
    private void ShortenWikipedia(Row row, string?[] raw)
    {
        var i = _wikipedia.IndexIn(row.Layout);
        if (i >= 0 && raw[i] is { } value && value.StartsWith("http", StringComparison.Ordinal))
        {
            issues.Add("wikipedia", "removed URI prefix", value);
            row.Values[i] = value.Replace(WikipediaPrefix, "", StringComparison.Ordinal);
        }
    }

    /// <summary>What is known of a field of the layout. The datatype comes with the first value: a field without values needs none.</summary>
    private sealed class Column(string name, CategoryList? list, bool isMandatory)
    {
        public string Field => name;

        public CategoryList? List => list;

        public bool IsMandatory => isMandatory;

        /// <summary>Of these two one is enough.</summary>
        public bool IsShape { get; } = name is "geometry" or "point";

        public Remembered<Normalised>? Datatype { get; set; }
    }
}
