using System.Text;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>
/// The fields of a document: every property that some feature has, and now and then the features' own identifier. It grows feature by
/// feature; <see cref="Finish"/> puts it in order.
/// </summary>
internal sealed class FieldSchema
{
    private readonly List<byte[]> _names = [];
    private readonly List<FieldKind> _kinds = [];
    private readonly List<int> _seenIn = [];
    private readonly List<int> _usuallyNext = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly FieldOrder _order = new();
    private int _feature;
    private int _last = -1;
    private bool _propertyNamedId;
    private bool _identified;
    private byte[] _scratch = new byte[256];

    /// <summary>True where features' own identifiers are GDAL's row numbers, and so appear nowhere.</summary>
    public bool IdIsRowNumber { get; private set; }

    /// <summary>True where the field <c>id</c> holds the features' own identifiers, for no property is called so.</summary>
    public bool IdIsField { get; private set; }

    public int Count => _names.Count;

    /// <summary>The fields in the order of the columns.</summary>
    public int[] Columns { get; private set; } = [];

    public byte[] Name(int field) => _names[field];

    public FieldKind Kind(int field) => _kinds[field];

    /// <summary>The field of that name, or -1. The one before it in the feature helps to guess it.</summary>
    public int Find(ReadOnlySpan<byte> name, int before)
    {
        var guess = before < 0 ? 0 : _usuallyNext[before];
        return guess < _names.Count && _names[guess].AsSpan().SequenceEqual(name) ? guess
            : _byName.TryGetValue(Encoding.UTF8.GetString(name), out var field) ? field
            : -1;
    }

    public void Add(FeatureMembers members, ReadOnlySpan<byte> feature)
    {
        _feature++;
        _last = -1;
        if (members.Id is { } id)
        {
            AddId(id, feature);
        }

        foreach (var (name, value) in members.Properties)
        {
            AddProperty(name.TextIn(feature, ref _scratch), value, feature);
        }
    }

    /// <exception cref="NotCertainException">GDAL would rename a field, or what it does with the identifiers is not plain.</exception>
    public void Finish()
    {
        var names = _byName.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Count < _names.Count || names.Contains("WKT"))
        {
            throw new NotCertainException("two columns of one name");
        }

        if (_identified && _propertyNamedId && !IdIsRowNumber)
        {
            throw new NotCertainException("identifiers beside a property of that name");
        }

        Columns = _order.Sorted(_names);
    }

    private void AddProperty(ReadOnlySpan<byte> name, JsonValue value, ReadOnlySpan<byte> feature)
    {
        var field = Find(name, _last);
        if (field < 0)
        {
            field = Create(name);
        }

        if (_seenIn[field] == _feature)
        {
            throw new NotCertainException("a property that is there twice");
        }

        if (IdIsField && name.SequenceEqual("id"u8))
        {
            throw new NotCertainException("identifiers beside a property of that name");
        }

        _seenIn[field] = _feature;
        Follow(field);
        // What is text already stays text, unless a list comes.
        if (_kinds[field] != FieldKind.Text || value.Kind is not (JsonKind.Text or JsonKind.Null))
        {
            _kinds[field] = FieldKinds.Combine(_kinds[field], KindOf(value, feature));
        }
    }

    private FieldKind KindOf(JsonValue value, ReadOnlySpan<byte> feature)
    {
        switch (value.Kind)
        {
            case JsonKind.Null:
                return FieldKind.Unknown;
            case JsonKind.True or JsonKind.False:
                return FieldKind.Boolean;
            case JsonKind.Integer:
                return FieldKinds.OfInteger(JsonNumber.ParseInteger(value.In(feature)));
            case JsonKind.Real:
                return FieldKind.Real;
            case JsonKind.Text:
                return GdalDate.TryParse(value.TextIn(feature, ref _scratch), out var date) ? date.Kind : FieldKind.Text;
            case JsonKind.Array:
                value.Validate(feature);
                return FieldKinds.OfList(value.In(feature));
            default:
                value.Validate(feature);
                return FieldKind.Text;
        }
    }

    private int Create(ReadOnlySpan<byte> name)
    {
        // An empty name is dropped by GDAL; the other is how it knows the documents of another program.
        if (name.IsEmpty || name.SequenceEqual("_rev"u8))
        {
            throw new NotCertainException("a property of a peculiar name");
        }

        if (name.SequenceEqual("id"u8))
        {
            _propertyNamedId = true;
        }

        return CreateField(name, FieldKind.Unknown);
    }

    private int CreateField(ReadOnlySpan<byte> name, FieldKind kind)
    {
        _byName.Add(Encoding.UTF8.GetString(name), _names.Count);
        _names.Add(name.ToArray());
        _kinds.Add(kind);
        _seenIn.Add(0);
        _usuallyNext.Add(_names.Count);
        _order.Add();
        return _names.Count - 1;
    }

    private void Follow(int field)
    {
        if (_last >= 0)
        {
            _usuallyNext[_last] = field;
            _order.Follow(_last, field);
        }

        _last = field;
    }

    /// <summary>The rules of GDAL's <c>OGRGeoJSONGenerateFeatureDefnDealWithID</c>, which go by what came first.</summary>
    private void AddId(JsonValue id, ReadOnlySpan<byte> feature)
    {
        _identified = true;
        var kind = id.Kind == JsonKind.Text ? FieldKind.Text : FieldKinds.OfInteger(JsonNumber.ParseInteger(id.In(feature)));
        if (!_byName.TryGetValue("id", out var field))
        {
            IdIsRowNumber = kind == FieldKind.Text ? IdIsRowNumber : JsonNumber.ParseInteger(id.In(feature)) >= 0;
            if (!IdIsRowNumber)
            {
                IdIsField = true;
                _last = CreateField("id"u8, kind);
            }

            return;
        }

        _last = field;
        if (IdIsField)
        {
            _kinds[field] = FieldKinds.Combine(_kinds[field], kind);
        }
    }
}
