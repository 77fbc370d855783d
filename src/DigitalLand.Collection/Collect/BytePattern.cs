using System.Buffers;

namespace DigitalLand.Collection.Collect;

/// <summary>What a <see cref="BytePattern"/> says of a place in the data.</summary>
internal enum PatternMatch
{
    No,
    Yes,

    /// <summary>The data ends inside what may become a match.</summary>
    NeedsMore,
}

/// <summary>
/// A pattern over bytes that never has to step back: literals, runs of a class of bytes, and optional bytes, where no step can
/// take what the next one needs. That is all that the patterns of variable content use, and it lets them run over a stream.
/// </summary>
internal sealed class BytePattern
{
    private readonly List<Step> _steps = [];
    private int _kept;

    /// <param name="literal">How a match begins.</param>
    /// <param name="replacement">What stands in the place of a match.</param>
    public BytePattern(string literal, string replacement = "")
    {
        Start = Ascii(literal);
        Replacement = Ascii(replacement);
    }

    public byte[] Start { get; }

    public byte[] Replacement { get; }

    /// <summary>A byte that belongs to a match when it stands before it.</summary>
    public byte? Before { get; private init; }

    /// <summary>This pattern, together with a blank before it where there is one.</summary>
    public BytePattern PerhapsAfterBlank() => new(this) { Before = (byte)' ' };

    private BytePattern(BytePattern other)
    {
        Start = other.Start;
        Replacement = other.Replacement;
        _steps = other._steps;
        _kept = other._kept;
    }

    /// <summary>What matched up to here stays where it is.</summary>
    public BytePattern Keep()
    {
        _kept = _steps.Count;
        return this;
    }

    /// <summary>Then exactly this.</summary>
    public BytePattern Then(string literal) => With(new Step(Ascii(literal), Run: null, IsOptional: false));

    /// <summary>Then this, if it is there.</summary>
    public BytePattern Perhaps(string literal) => With(new Step(Ascii(literal), Run: null, IsOptional: true));

    /// <summary>Then as many as there are of these, maybe none.</summary>
    public BytePattern AnyOf(string bytes) => With(new Step([], SearchValues.Create(Ascii(bytes)), IsOptional: false));

    /// <summary>Then as many as there are of all other bytes, maybe none.</summary>
    public BytePattern NoneOf(string bytes) =>
        With(NoneOfStep(bytes));

    /// <summary>Then as many as there are of all other bytes, at least one.</summary>
    public BytePattern SomeNoneOf(string bytes) => With(NoneOfStep(bytes) with { IsOptional = false, IsSome = true });

    /// <summary>Matches at the start of the data, which begins with <see cref="Start"/>.</summary>
    /// <param name="data">From the possible match on.</param>
    /// <param name="isLast">Whether nothing follows the data.</param>
    /// <param name="kept">How many of its first bytes stay.</param>
    /// <param name="length">Of the match.</param>
    public PatternMatch Match(ReadOnlySpan<byte> data, bool isLast, out int kept, out int length)
    {
        length = Start.Length;
        kept = 0;
        for (var i = 0; i < _steps.Count; i++)
        {
            var step = _steps[i];
            var rest = data[length..];
            if (step.Run is { } run)
            {
                var taken = rest.IndexOfAnyExcept(run);
                length += taken < 0 ? rest.Length : taken;
                if (taken < 0 && !isLast)
                {
                    return PatternMatch.NeedsMore;
                }

                if (step.IsSome && (taken < 0 ? rest.Length : taken) == 0)
                {
                    return PatternMatch.No;
                }
            }
            else if (rest.StartsWith(step.Literal))
            {
                length += step.Literal.Length;
            }
            else if (!isLast && step.Literal.AsSpan().StartsWith(rest))
            {
                return PatternMatch.NeedsMore;
            }
            else if (!step.IsOptional)
            {
                return PatternMatch.No;
            }

            kept = i + 1 == _kept ? length : kept;
        }

        return PatternMatch.Yes;
    }

    private static Step NoneOfStep(string bytes) =>
        new([], SearchValues.Create([.. Enumerable.Range(0, 256).Select(value => (byte)value).Except(Ascii(bytes))]), IsOptional: false);

    private BytePattern With(Step step)
    {
        _steps.Add(step);
        return this;
    }

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private readonly record struct Step(byte[] Literal, SearchValues<byte>? Run, bool IsOptional, bool IsSome = false);
}
