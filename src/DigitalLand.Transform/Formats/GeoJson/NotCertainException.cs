namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>The document has something in it of which this reader cannot say for sure how GDAL would write it; GDAL itself must be asked.</summary>
#pragma warning disable CA1064 // it never leaves the reader: whoever asked gets a plain no
internal sealed class NotCertainException(string what) : Exception(what);
#pragma warning restore CA1064
