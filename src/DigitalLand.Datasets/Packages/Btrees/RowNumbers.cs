namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>Ascending row numbers, kept as their differences: a byte or two each.</summary>
internal sealed class RowNumbers
{
    private byte[] _bytes = new byte[8];
    private int _used;
    private long _last;

    public void Add(long number)
    {
        if (_bytes.Length - _used < Varint.MaxLength)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2 + Varint.MaxLength);
        }

        var rest = (ulong)(number - _last);
        _last = number;
        while (rest >= 0x80)
        {
            _bytes[_used++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _bytes[_used++] = (byte)rest;
    }

    public IEnumerable<long> Read()
    {
        var number = 0L;
        for (var at = 0; at < _used;)
        {
            var (difference, shift) = (0UL, 0);
            byte next;
            do
            {
                next = _bytes[at++];
                difference |= (ulong)(next & 0x7f) << shift;
                shift += 7;
            }
            while (next >= 0x80);
            number += (long)difference;
            yield return number;
        }
    }
}
