namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// What a workbook may cost. A file of a few kilobytes can claim a table of any size, and resources come from anywhere: past these
/// a file is not read as a workbook. The first two are the format's own (Excel specifications and limits).
/// </summary>
internal static class WorkbookLimits
{
    public const int Rows = 1_048_576;
    public const int Columns = 16_384;

    /// <summary>Cells that hold something; each costs 24 bytes and its text.</summary>
    public const int Cells = 16_000_000;

    /// <summary>Rows times columns, blanks included: what is written for one cell in the far corner.</summary>
    public const long Fields = 100_000_000;

    /// <summary>Characters of all texts together.</summary>
    public const long TextLength = 256_000_000;

    /// <summary>Uncompressed bytes of a part that are never questioned.</summary>
    public const long PartLength = 64L << 20;

    /// <summary>How many times its compressed size a larger part may have: honest sheets reach 60, a bomb 1000.</summary>
    public const long PartRatio = 120;

    /// <summary>Uncompressed bytes of a part in any case: as many as <see cref="Cells"/> take.</summary>
    public const long LongestPart = 512L << 20;

    /// <summary>Characters of one text; a cell made by Excel has 32,767 at most.</summary>
    public const int OneText = 16_000_000;

    /// <summary>Digits of an integer, as many as Python reads.</summary>
    public const int Digits = 4300;
}
