namespace DigitalLand.Geometry.FastPolygon;

/// <summary>
/// What GEOS's <c>make_valid</c> makes of a ring that crosses itself once: two polygons that touch (a figure of eight), or one whose hole touches its shell (a loop
/// that runs inside). The order of the polygons and where each ring begins follow from how GEOS gets there: it nodes the ring, makes polygons of the pieces, unites these
/// and overlays the union on nothing, and each overlay lets a ring begin one vertex later.
/// </summary>
internal static class CrossedRing
{
    /// <summary>False where two polygons lie equally far north, so that their order hangs on a rounding.</summary>
    /// <param name="ring">The only ring of its buffer; the last point repeats the first.</param>
    /// <param name="repaired">Is given the polygons.</param>
    public static bool TryRepair(PolygonBuffer ring, Crossing crossing, PolygonBuffer repaired)
    {
        repaired.Clear();
        var (first, second) = (Loop.ThroughStart(ring, crossing), Loop.FromCrossing(ring, crossing));
        if (first.IsDrawnClockwise == second.IsDrawnClockwise)
        {
            var (shell, hole) = first.Area > second.Area ? (first, second) : (second, first);
            shell.AppendTo(repaired, shell.Start + 1, isClockwise: false);

            // The overlay comes to the hole along the shell, at the crossing, and walks it counter-clockwise.
            hole.AppendTo(repaired, start: -1, isClockwise: true);
            repaired.EndPolygon();
            return true;
        }

        // The union takes its polygons from a tree, which has them in the order of their middles from south to north.
        var order = first.DoubledMiddle.CompareTo(second.DoubledMiddle);
        var (south, north) = order < 0 ? (first, second) : (second, first);
        south.AppendTo(repaired, south.Start + 2, isClockwise: false);
        repaired.EndPolygon();
        north.AppendTo(repaired, north.Start + 2, isClockwise: false);
        repaired.EndPolygon();
        return order != 0;
    }

    /// <summary>One of the two loops, its points running clockwise from the crossing, none repeated.</summary>
    private sealed class Loop
    {
        private readonly int[] _x;
        private readonly int[] _y;

        private Loop(PolygonBuffer ring, Crossing crossing, int from, int count, int start)
        {
            // The crossing comes first, then the vertices from one on, around the ring's end if need be.
            var ringLength = ring.PointCount - 1;
            _x = new int[count + 1];
            _y = new int[count + 1];
            (_x[0], _y[0]) = (crossing.X, crossing.Y);
            for (var i = 0; i < count; i++)
            {
                (_x[i + 1], _y[i + 1]) = (ring.X[(from + i) % ringLength], ring.Y[(from + i) % ringLength]);
            }

            var area = 0L;
            for (var i = 1; i < count; i++)
            {
                area += ((long)(_x[i] - _x[0]) * (_y[i + 1] - _y[0])) - ((long)(_x[i + 1] - _x[0]) * (_y[i] - _y[0]));
            }

            Area = Math.Abs(area);
            IsDrawnClockwise = area < 0;
            if (IsDrawnClockwise)
            {
                Start = start;
            }
            else
            {
                _x.AsSpan(1).Reverse();
                _y.AsSpan(1).Reverse();
            }
        }

        /// <summary>Where the polygon begins that is made of the pieces: at the ring's own start if that is passed clockwise, else at the crossing.</summary>
        public int Start { get; }

        public bool IsDrawnClockwise { get; }

        /// <summary>Twice the area.</summary>
        public long Area { get; }

        /// <summary>Twice the latitude of the envelope's middle.</summary>
        public int DoubledMiddle => _y.Min() + _y.Max();

        /// <summary>The loop that the ring begins and ends in.</summary>
        public static Loop ThroughStart(PolygonBuffer ring, Crossing crossing)
        {
            var ringLength = ring.PointCount - 1;
            var beforeStart = ringLength - 1 - crossing.Second;
            return new Loop(ring, crossing, crossing.Second + 1, beforeStart + crossing.First + 1, start: beforeStart + 1);
        }

        /// <summary>The loop that begins and ends at the crossing.</summary>
        public static Loop FromCrossing(PolygonBuffer ring, Crossing crossing) =>
            new(ring, crossing, crossing.First + 1, crossing.Second - crossing.First, start: 0);

        /// <param name="start">Counted clockwise, and perhaps beyond the end.</param>
        public void AppendTo(PolygonBuffer buffer, int start, bool isClockwise)
        {
            var count = _x.Length;
            var step = isClockwise ? 1 : count - 1;
            var index = (start + count) % count;
            for (var i = 0; i <= count; i++)
            {
                buffer.AddMicroDegrees(_x[index], _y[index]);
                index = (index + step) % count;
            }

            buffer.EndRing();
        }
    }
}
