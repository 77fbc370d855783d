using DigitalLand.Core.Configurations;

namespace DigitalLand.Core.Tests.Configurations;

public sealed class ColumnNameTests
{
    [Theory]
    [InlineData("Organisation_Label", "organisation-label")]
    [InlineData("Site Reference", "sitereference")]
    [InlineData("Ref. No. (2)/a", "refno2a")]
    [InlineData("Café-Näme", "caf-nme")]
    [InlineData("\uFEFFname", "name")]
    [InlineData("\u212Aelvin", "kelvin")]
    [InlineData("", "")]
    [InlineData(" ?!", "")]
    public void A_name_is_lower_case_letters_digits_and_hyphens(string name, string expected) => Assert.Equal(expected, ColumnName.Normalise(name));

    [Fact]
    public void A_very_long_name_is_normalised_whole() => Assert.Equal(new string('a', 5000), ColumnName.Normalise(string.Concat(Enumerable.Repeat("A ", 5000))));
}
