using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Sees which facts refer to another thing: those of fields whose typology is a kind of thing. A value written as a CURIE
/// (<c>prefix:reference</c>) says which; otherwise the field's name is the prefix.
/// </summary>
public sealed class FactReferencePhase : FactPhase
{
    private static readonly HashSet<string> Things = new(StringComparer.Ordinal) { "category", "document", "geography", "organisation", "policy", "legal-instrument" };

    private static readonly PythonRegex Curie = new(@"[A-Za-z0-9_-]+:[A-Za-z0-9_-].*\Z");

    /// <summary>Field to the prefix of what it refers to; null for fields that hold plain values.</summary>
    private readonly OfField<string?> _prefixes;

    public FactReferencePhase(Specification specification) => _prefixes = new(field => PrefixOf(specification, field));

    public override IEnumerable<Fact> Process(IEnumerable<Fact> source)
    {
        foreach (var fact in source)
        {
            if (_prefixes[fact.Field] is { } fieldPrefix)
            {
                var (prefix, reference) = Split(fact.Value);
                fact.Prefix = prefix.Length > 0 ? prefix : fieldPrefix;
                fact.Reference = reference;
            }

            yield return fact;
        }
    }

    /// <summary>A value with a line end inside is never a CURIE, nor is one with anything but a word before the colon and after it.</summary>
    private static (string Prefix, string Reference) Split(string value)
    {
        if (!value.Contains(':', StringComparison.Ordinal) || !Curie.IsMatch(value))
        {
            return ("", value);
        }

        var colon = value.IndexOf(':', StringComparison.Ordinal);
        return (value[..colon], value[(colon + 1)..]);
    }

    private static string? PrefixOf(Specification specification, string field)
    {
        if (!Things.Contains(specification.TypologyOf(field)))
        {
            return null;
        }

        return specification.FindField(field)!.Prefix is { Length: > 0 } own ? own : field;
    }
}
