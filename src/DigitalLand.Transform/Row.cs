namespace DigitalLand.Transform;

/// <summary>
/// The fields that every row of a resource may have, in order. Known once per resource, so that a row is only an array.
/// </summary>
public sealed class RowLayout
{
    private readonly Dictionary<string, int> _indexes;

    public RowLayout(IEnumerable<string> fields)
    {
        Fields = [.. fields];
        _indexes = new Dictionary<string, int>(Fields.Length, StringComparer.Ordinal);
        for (var i = 0; i < Fields.Length; i++)
        {
            _indexes.TryAdd(Fields[i], i);
        }
    }

    public string[] Fields { get; }

    /// <summary>Where the field stands, or -1 where the layout does not have it.</summary>
    public int IndexOf(string field) => _indexes.GetValueOrDefault(field, -1);

    /// <summary>This layout, and after it the fields that it does not have yet; itself when there are none.</summary>
    public RowLayout With(params IEnumerable<string> fields)
    {
        var missing = fields.Where(field => IndexOf(field) < 0).Distinct(StringComparer.Ordinal).ToArray();
        return missing.Length == 0 ? this : new RowLayout(Fields.Concat(missing));
    }
}

/// <summary>
/// One entry of a resource on its way through the phases. A value that is null is absent: the entry does not have the field, which
/// is not the same as having it blank.
/// </summary>
public sealed class Row
{
    public Row(RowLayout layout, string?[] values, int lineNumber, int entryNumber)
    {
        Layout = layout;
        Values = values;
        LineNumber = lineNumber;
        EntryNumber = entryNumber;
    }

    public RowLayout Layout { get; private set; }

    /// <summary>As long as the layout's fields.</summary>
    public string?[] Values { get; private set; }

    /// <summary>1-based record of the resource, the header and blank ones counted.</summary>
    public int LineNumber { get; }

    /// <summary>1-based data row that survived normalising.</summary>
    public int EntryNumber { get; }

    /// <summary>The organisation found for the entry, for looking up what its facts refer to.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>1, or 2 where a provider is the authority for the entity.</summary>
    public int Priority { get; set; } = 1;

    /// <summary>The field's text, null where absent. Setting needs a layout that has the field.</summary>
    public string? this[string field]
    {
        get => Layout.IndexOf(field) is var i and >= 0 ? Values[i] : null;
        set => Values[Layout.IndexOf(field)] = value;
    }

    /// <inheritdoc cref="this[string]"/>
    internal string? this[RowField field]
    {
        get => field.IndexIn(Layout) is var i and >= 0 ? Values[i] : null;
        set => Values[field.IndexIn(Layout)] = value;
    }

    /// <summary>Absent or empty.</summary>
    public bool IsBlank(string field) => string.IsNullOrEmpty(this[field]);

    /// <inheritdoc cref="IsBlank(string)"/>
    internal bool IsBlank(RowField field) => string.IsNullOrEmpty(this[field]);

    /// <summary>The row under another layout.</summary>
    public void MoveTo(RowLayout layout, string?[] values)
    {
        Layout = layout;
        Values = values;
    }

    /// <summary>The row under a layout that begins with its own.</summary>
    public void WidenTo(RowLayout layout)
    {
        if (!ReferenceEquals(layout, Layout))
        {
            var values = new string?[layout.Fields.Length];
            Values.CopyTo(values, 0);
            MoveTo(layout, values);
        }
    }

    /// <summary>Another row with the same values.</summary>
    public Row Copy() => new(Layout, [.. Values], LineNumber, EntryNumber) { Organisation = Organisation, Priority = Priority };
}
