using DigitalLand.Core.Hashing;

namespace DigitalLand.Core.Tests.Hashing;

public sealed class Sha256HexTests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("520001:name:Test Park", "a0f0f8956f2e7c3af520b69afef37fee5d8dd7c83a3d82e59e9ff85e766f8100")]
    [InlineData("1:name:café", "5ee29120a22ae408856d00483f6d0a4e44b2604e5da83fc5c255e22d9defe994")]
    public void Text_is_hashed_as_UTF_8_in_lower_case_hexadecimal(string text, string expected) => Assert.Equal(expected, Sha256Hex.OfText(text));
}
