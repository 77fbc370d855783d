namespace DigitalLand.Transform;

/// <summary>A field that a phase asks every row for. Where it stands is looked up once for each layout, so one of these belongs to one thread.</summary>
internal sealed class RowField(string name)
{
    private RowLayout? _layout;
    private int _index;

    /// <summary>Where the field stands, or -1 where the layout does not have it.</summary>
    public int IndexIn(RowLayout layout)
    {
        if (!ReferenceEquals(layout, _layout))
        {
            (_layout, _index) = (layout, layout.IndexOf(name));
        }

        return _index;
    }
}
