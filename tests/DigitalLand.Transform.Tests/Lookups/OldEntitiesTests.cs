namespace DigitalLand.Transform.Tests.Lookups;

public sealed class OldEntitiesTests
{
    [Theory]
    [InlineData("1", "2", false)]
    [InlineData("2", "3", false)]
    [InlineData("4", "", true)]
    [InlineData("5", "5", false)]
    [InlineData("6", "", false)]
    [InlineData("7", "7", false)]
    [InlineData("", "", false)]
    public void A_replaced_entity_is_followed_one_step_and_a_withdrawn_one_is_none(string entity, string expected, bool withdrawn)
    {
        var old = Tables.Of([], old: ["1,301,2", "2,301,3", "4,410,9", "5,404,6", "6,301,", ",410,", "7,,8"]).OldEntities;
        Assert.Equal(expected, old.Redirect(entity));
        Assert.Equal(withdrawn, old.IsWithdrawn(entity));
    }

    [Fact]
    public void Of_two_rows_for_an_entity_the_later_counts() => Assert.Equal("3", Tables.Of([], old: ["1,410,", "1,301,3"]).OldEntities.Redirect("1"));
}
