namespace DigitalLand.Core.Text;

/// <summary>
/// The characters with which a match of a regular expression can begin. Every configuration has patterns for what stands for nothing (<c>^#*[Nn]/?[Aa]$</c>, <c>^-+$</c>) that are tried on
/// every value; its first character tells most values apart.
/// </summary>
internal sealed class FirstCharacters
{
    private const string Special = @"^$.|?*+()[]{}\";

    private readonly bool[] _ascii = new bool[128];
    private readonly bool _ignoreCase;
    private bool _mayBeEmpty;

    private FirstCharacters(bool ignoreCase) => _ignoreCase = ignoreCase;

    /// <summary>Those of a pattern; null where they are not plain to see, or where a match may begin with anything.</summary>
    public static FirstCharacters? Of(string pattern, bool ignoreCase)
    {
        var first = new FirstCharacters(ignoreCase);
        return !pattern.Contains('|', StringComparison.Ordinal) && first.TryRead(pattern, pattern.StartsWith('^') ? 1 : 0) ? first : null;
    }

    /// <summary>False where the text cannot match. Letters beyond ASCII may be another case of one within.</summary>
    public bool MayMatch(ReadOnlySpan<char> text) => text.IsEmpty ? _mayBeEmpty : text[0] < _ascii.Length ? _ascii[text[0]] : _ignoreCase;

    /// <summary>Reads elements up to the first that a match cannot do without.</summary>
    private bool TryRead(string pattern, int at)
    {
        while (at < pattern.Length)
        {
            if (pattern[at] == '$')
            {
                // The end, or the line end before it.
                _mayBeEmpty = _ascii['\n'] = at + 1 == pattern.Length;
                return _mayBeEmpty;
            }

            if (!TryReadElement(pattern, ref at))
            {
                return false;
            }

            var quantifier = at < pattern.Length ? pattern[at] : '\0';
            if (quantifier is not ('?' or '*' or '+'))
            {
                return quantifier != '{';
            }

            at++;
            if (at < pattern.Length && "?*+{".Contains(pattern[at], StringComparison.Ordinal))
            {
                return false;
            }

            if (quantifier == '+')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One character, an escape of one that would mean something else, or a class of ASCII characters and ranges.</summary>
    private bool TryReadElement(string pattern, ref int at)
    {
        var c = pattern[at++];
        if (c == '[')
        {
            return TryReadClass(pattern, ref at);
        }

        if (c == '\\')
        {
            return at < pattern.Length && !char.IsAsciiLetterOrDigit(pattern[at]) && TryAdd(pattern[at++]);
        }

        return !Special.Contains(c, StringComparison.Ordinal) && TryAdd(c);
    }

    private bool TryReadClass(string pattern, ref int at)
    {
        var start = at;
        for (; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c == ']' && at > start)
            {
                at++;
                return true;
            }

            var isRange = at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] != ']';
            if (@"\[]^".Contains(c, StringComparison.Ordinal) || (isRange && (!char.IsAsciiLetterOrDigit(c) || !char.IsAsciiLetterOrDigit(pattern[at + 2]))))
            {
                return false;
            }

            for (var member = c; member <= (isRange ? pattern[at + 2] : c); member++)
            {
                if (!TryAdd(member))
                {
                    return false;
                }
            }

            at += isRange ? 2 : 0;
        }

        return false;
    }

    private bool TryAdd(char c)
    {
        if (c >= _ascii.Length)
        {
            return false;
        }

        _ascii[c] = true;
        if (_ignoreCase && char.IsAsciiLetter(c))
        {
            _ascii[c ^ 0x20] = true;
        }

        return true;
    }
}
