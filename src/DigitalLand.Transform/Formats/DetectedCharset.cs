using System.Text;

namespace DigitalLand.Transform.Formats;

/// <summary>What a file's bytes were taken for.</summary>
/// <param name="Name">
/// The Python codec's name, as it goes into a resource's mime type: <c>ascii</c>, <c>utf_8</c>, <c>cp1250</c>; with <c>-sig</c> behind it
/// where the file begins with the encoding's signature.
/// </param>
/// <param name="HasSignature">The file begins with a byte order mark or its like.</param>
/// <param name="Encoding">
/// Reads the file, a signature of <c>utf_8-sig</c> left out, and throws <see cref="DecoderFallbackException"/> on bytes that do not fit.
/// Null where the name is no codec (<c>utf_16-sig</c>): such a file cannot be read, as the reference cannot.
/// </param>
public sealed record DetectedCharset(string Name, bool HasSignature, Encoding? Encoding);
