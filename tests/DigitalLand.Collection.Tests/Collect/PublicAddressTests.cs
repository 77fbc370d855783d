using System.Net;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Core;

namespace DigitalLand.Collection.Tests.Collect;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2a00:1450:4009:80b::200e", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1%1", false)]
    [InlineData("ff02::1", false)]
    public void An_address_is_public_or_not(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public void The_operator_allows_hosts_addresses_networks_and_files()
    {
        var allowed = AllowedHosts.Parse("intranet.example, 10.1.0.0/16", "127.0.0.1,[::1],file:");
        Assert.True(allowed.AllowsFiles);
        Assert.True(allowed.Allows("INTRANET.example", IPAddress.Parse("192.168.0.9")));
        Assert.True(allowed.Allows("x.example", IPAddress.Parse("10.1.255.1")));
        Assert.True(allowed.Allows("x.example", IPAddress.Parse("::ffff:10.1.255.1")));
        Assert.True(allowed.Allows("x.example", IPAddress.IPv6Loopback));
        Assert.False(allowed.Allows("x.example", IPAddress.Parse("10.2.0.1")));
        Assert.False(allowed.Allows("intranet.example.evil.org", IPAddress.Parse("127.0.0.2")));
        Assert.False(AllowedHosts.PublicOnly.AllowsFiles);
    }

    [Theory]
    [InlineData("10.0.0.0/99")]
    [InlineData("http://x/")]
    [InlineData("a b")]
    public void A_list_that_cannot_be_read_is_refused(string list) => Assert.Throws<WrongUseException>(() => AllowedHosts.Parse(list));
}
