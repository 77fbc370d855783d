using DigitalLand.Core.Text;
using DigitalLand.Datasets.Expectations;

namespace DigitalLand.Datasets.Tests.Expectations;

public sealed class PythonJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[1.0,-0.5,1e5,1E-7,12345678901234567890123],"b":null}""", """{"b": null, "a": [1.0, -0.5, 100000.0, 1e-07, 12345678901234567890123]}""")]
    [InlineData("""["é\u0001\"\\\/\n\ud83d\ude00", true, false, {}, []]""", """["\u00e9\u0001\"\\/\n\ud83d\ude00", true, false, {}, []]""")]
    [InlineData("-0", "0")]
    [InlineData("1e999", "Infinity")]
    public void Text_is_written_as_Python_writes_what_it_reads(string json, string written) => Assert.Equal(written, PythonJson.Write(PythonJson.Read(json)));

    [Theory]
    [InlineData("""["a", "it's", "\"", "'\"", "\\\n", 1, 1.5, true, null, {"k": []}]""", """['a', "it's", '"', '\'"', '\\\n', 1, 1.5, True, None, {'k': []}]""")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("null", "None")]
    public void Values_print_as_in_Python(string json, string text) => Assert.Equal(text, PythonRepr.Str(PythonJson.Read(json)));
}
