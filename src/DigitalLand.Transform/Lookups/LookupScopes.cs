using System.Buffers.Binary;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// Numbers for the scopes of lookup.csv: a reference means something within a prefix and an organisation, of which there are hundreds where there are hundreds of
/// thousands of references. A row then keeps a number instead of both texts.
/// </summary>
internal sealed class LookupScopes
{
    private readonly KeyTable _numbers;
    private readonly List<bool> _ofOrganisations;
    private (byte[]? Prefix, byte[] Organisation, int Number) _last;

    public LookupScopes()
        : this(new KeyTable(), [])
    {
    }

    private LookupScopes(KeyTable numbers, List<bool> ofOrganisations)
    {
        _numbers = numbers;
        _ofOrganisations = ofOrganisations;
    }

    /// <summary>The number of a scope, from 0; -1 where no row has it.</summary>
    public int Find(ReadOnlySpan<char> prefix, ReadOnlySpan<char> organisation)
    {
        var most = prefix.Length + organisation.Length + 1;
        Span<byte> key = most <= 256 ? stackalloc byte[most] : new byte[most];
        return Find(key[..LookupKey.WriteScope(prefix, organisation, key)]);
    }

    /// <summary>The number of a scope, from 0. One that is new gets the next.</summary>
    /// <param name="prefix">UTF-8.</param>
    /// <param name="organisation">UTF-8.</param>
    public int FindOrAdd(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> organisation)
    {
        // Rows of one scope follow one another in the file.
        if (_last.Prefix is null || !prefix.SequenceEqual(_last.Prefix) || !organisation.SequenceEqual(_last.Organisation))
        {
            _last = (prefix.ToArray(), organisation.ToArray(), FindOrAddAnew(prefix, organisation));
        }

        return _last.Number;
    }

    /// <summary>Whether a scope's organisation is an authority, a development corporation or of government.</summary>
    public bool IsOfAnOrganisation(int number) => _ofOrganisations[number];

    /// <summary>Scopes of its own with the same content.</summary>
    public LookupScopes Copy() => new(_numbers.Copy(), [.. _ofOrganisations]);

    private int FindOrAddAnew(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> organisation)
    {
        organisation = Organisations.WithoutCountry(organisation);
        var most = prefix.Length + organisation.Length + 1;
        Span<byte> key = most <= 256 ? stackalloc byte[most] : new byte[most];
        key = key[..LookupKey.WriteScope(prefix, organisation, key)];
        var number = Find(key);
        if (number < 0)
        {
            number = _ofOrganisations.Count;
            Span<byte> value = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(value, number);
            _numbers.Set(key, value);
            _ofOrganisations.Add(IsOfAnOrganisation(key));
        }

        return number;
    }

    private static bool IsOfAnOrganisation(ReadOnlySpan<byte> scope)
    {
        var organisation = scope[(scope.LastIndexOf((byte)',') + 1)..];
        return organisation.IndexOf("authority"u8) >= 0 || organisation.IndexOf("development"u8) >= 0 || organisation.IndexOf("government"u8) >= 0;
    }

    private int Find(ReadOnlySpan<byte> key) => _numbers.TryFind(key, out var number) ? BinaryPrimitives.ReadInt32LittleEndian(number) : -1;
}
