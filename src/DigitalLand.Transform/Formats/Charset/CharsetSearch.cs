using System.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// One search for a file's encoding. What the file declares, its signature, ASCII and UTF-8 are tried first and end the search where they fit
/// cleanly; then everything else is tried, weighed by mess and coherence, with what cannot win any more left out.
/// </summary>
internal sealed class CharsetSearch
{
    /// <summary>Files of ten million bytes and more are not compared by their text.</summary>
    private const long Big = 10_000_000;

    /// <summary>What stands for the text of content that is ASCII, decoded as such.</summary>
    private static readonly TextIdentity AsciiText = new("ascii", IsAlphabet: true);

    private const double Clean = 0.1;
    private const double Coherent = 0.5;
    private const double NearlyClean = 0.02;
    private const double MultiByteEvidence = 0.98;

    /// <summary>How many nearly clean code pages of one language family are enough.</summary>
    private const int EnoughOfFamily = 7;

    private readonly Content _content;
    private readonly bool _isBig;
    private readonly ContentSamples _samples;
    private readonly Signature _signature;
    private readonly string? _declared;
    private readonly CharsetMatches _matches;
    private readonly CharsetMatches _early;
    private readonly HashSet<string> _tested = [];
    private readonly HashSet<string> _hopeless = [];
    private readonly Dictionary<TextIdentity, CharsetMatch?> _singleByteOutcomes = [];
    private readonly Dictionary<string, CharsetMatch> _fallbacks = [];
    private IReadOnlyList<string>? _family;
    private int _inFamily;
    private bool _isMultiByte;

    public CharsetSearch(Content content)
    {
        _content = content;
        _isBig = content.Length >= Big;
        _samples = new ContentSamples(content, _isBig);
        _signature = Signature.Of(content.Start);
        _declared = DeclaredEncoding.Find(content.Start);
        _matches = new CharsetMatches(_isBig);
        _early = new CharsetMatches(_isBig);
    }

    public CharsetMatch? Run()
    {
        foreach (var codec in Candidates())
        {
            if (!_tested.Add(codec.Name) || CannotWin(codec) || Try(codec, out var isRepeat) is not { } match)
            {
                continue;
            }

            if (IsDecisive(match) is { } found)
            {
                return found;
            }

            if (!isRepeat)
            {
                Learn(match);
            }
        }

        return _matches.Best ?? Fallback();
    }

    private IEnumerable<Codec> Candidates()
    {
        string?[] first = [_declared, _signature.Codec, "ascii", "utf_8"];
        foreach (var name in first)
        {
            if (name is not null && Codecs.Find(name) is { } codec)
            {
                yield return codec;
            }
        }

        foreach (var codec in Codecs.All)
        {
            yield return codec;
        }
    }

    private bool CannotWin(Codec codec) =>
        _hopeless.Contains(codec.Name)
        || (_family is not null && !codec.Languages.Intersect(_family).Any())
        || (_family is not null && !codec.IsMultiByte && _inFamily >= EnoughOfFamily)
        || (_isMultiByte && !codec.IsMultiByte);

    /// <summary>Decodes, measures and enters a match; null where the encoding does not fit.</summary>
    /// <param name="codec">The encoding.</param>
    /// <param name="isRepeat">A code page tried before gave the same text, so that nothing new was learnt.</param>
    private CharsetMatch? Try(Codec codec, out bool isRepeat)
    {
        isRepeat = false;
        var start = codec.Name == _signature.Codec ? _signature.Length : 0;
        if (Decode(codec, start) is not { } text)
        {
            return null;
        }

        if (!codec.IsMultiByte && !_isBig && _singleByteOutcomes.TryGetValue(text.Identity, out var known))
        {
            isRepeat = true;
            return known is null ? null : Enter(Match(codec, text, known.Mess, known.Languages));
        }

        var samples = new List<string>();
        var mess = MeasureMess(codec, start, text.Whole, samples);
        var match = Match(codec, text, mess ?? MessDetector.TooMessy, new(() => mess is null || codec == Codecs.Ascii ? []
            : CoherenceDetector.Merge(samples.Select(sample => CoherenceDetector.Measure(sample, codec.Languages)))));
        if (!codec.IsMultiByte)
        {
            _singleByteOutcomes.TryAdd(text.Identity, mess is null ? null : match);
        }

        if (mess is not null)
        {
            return Enter(match);
        }

        _hopeless.UnionWith(Codecs.SimilarTo(codec));
        _fallbacks[codec.Name] = match;
        return null;
    }

    private CharsetMatch Match(Codec codec, DecodedText text, double mess, Lazy<IReadOnlyList<LanguageFit>> languages) => new()
    {
        Codec = codec,
        Mess = mess,
        Languages = languages,
        Text = text.Identity,
        MultiByteUsage = new(() => 1 - (text.Length() / (double)_content.Length)),
        HasSignature = codec.Name == _signature.Codec,
    };

    private CharsetMatch Enter(CharsetMatch match)
    {
        _matches.Add(match);
        return match;
    }

    private DecodedText? Decode(Codec codec, int start)
    {
        if (codec == Codecs.Utf8)
        {
            return _content.IsUtf8 ? new(_content.IsAscii ? AsciiText : new("utf_8", IsAlphabet: false), CountUtf8, null) : null;
        }

        if (codec == Codecs.Ascii)
        {
            return _content.IsAscii ? new(AsciiText, () => _content.Length, null) : null;
        }

        if (codec.Encoding is SingleByteEncoding page)
        {
            return DecodeAlphabet(page);
        }

        return codec.TryDecode(_content.All.AsSpan(start)) is { } text
            ? new(_content.IsAscii && text.Length == _content.Length ? AsciiText : new(text, IsAlphabet: false), () => MessDetector.LengthInCodePoints(text), text)
            : null;

        long CountUtf8() => _content.CodePoints - (start > 0 ? 1 : 0);
    }

    /// <summary>Of a code page with a byte a character it is enough to decode each byte value that occurs, once.</summary>
    private DecodedText? DecodeAlphabet(SingleByteEncoding page)
    {
        var characters = new char[_content.Alphabet.Length];
        if (!page.TryDecode(_content.Alphabet, characters))
        {
            return null;
        }

        var isAscii = _content.IsAscii && Ascii.Equals(_content.Alphabet, characters);
        return new(isAscii ? AsciiText : new(new string(characters), IsAlphabet: true), () => _content.Length, null);
    }

    /// <summary>The mean over the samples; null where it is too much, or two of them are too messy.</summary>
    private double? MeasureMess(Codec codec, int start, string? wholeText, List<string> samples)
    {
        var sum = 0.0;
        var bad = 0;
        foreach (var sample in _samples.Decode(codec, start, wholeText))
        {
            samples.Add(sample);
            var mess = MessDetector.Measure(sample);
            sum += mess;
            bad += mess >= MessDetector.TooMessy ? 1 : 0;
            if (bad >= ContentSamples.MostBad)
            {
                return null;
            }
        }

        var mean = samples.Count == 0 ? 0 : sum / samples.Count;
        return mean >= MessDetector.TooMessy ? null : mean;
    }

    /// <summary>The match that ends the search, if this one does.</summary>
    private CharsetMatch? IsDecisive(CharsetMatch match)
    {
        if (match.Mess < Clean && (match.Codec.Name == _declared || match.Codec == Codecs.Ascii || match.Codec == Codecs.Utf8))
        {
            if (match.Mess == 0)
            {
                return match;
            }

            _early.Add(match);
        }

        return _early.Count > 0 && IsAnswered("ascii") && IsAnswered("utf_8") && (_declared is null || IsAnswered(_declared)) ? _early.Best
            : match.HasSignature ? match
            : null;
    }

    private bool IsAnswered(string name) => _tested.Contains(name);

    /// <summary>Notes what need not be tried any more.</summary>
    private void Learn(CharsetMatch match)
    {
        var codec = match.Codec;
        if (_family is not null && !codec.IsMultiByte && match.Mess < NearlyClean)
        {
            _inFamily++;
        }

        if (!IsAnswered("ascii") || !IsAnswered("utf_8"))
        {
            return;
        }

        if (_family is null && !codec.IsMultiByte && match.Coherence >= Coherent)
        {
            _family = codec.Languages;
        }

        _isMultiByte |= codec.IsMultiByte && !codec.IsUnicode && 1 - match.MultiByteUsage.Value < MultiByteEvidence;
    }

    /// <summary>Where nothing looks right: what the file declares, UTF-8, or ASCII, if its bytes fit at all.</summary>
    private CharsetMatch? Fallback() =>
        (_declared is null ? null : _fallbacks.GetValueOrDefault(_declared))
        ?? _fallbacks.GetValueOrDefault("utf_8")
        ?? _fallbacks.GetValueOrDefault("ascii");

    /// <param name="Identity">What it is compared by.</param>
    /// <param name="Length">In code points.</param>
    /// <param name="Whole">The text itself, where it had to be decoded.</param>
    private sealed record DecodedText(TextIdentity Identity, Func<long> Length, string? Whole);
}
