using System.Net;
using System.Net.Sockets;

namespace DigitalLand.Collection.Collect.Addresses;

/// <summary>
/// Tells addresses of the public internet from all others: those of this machine, of private networks, of clouds' metadata services and
/// the like (the IANA registries of special-purpose addresses, RFC 6890). Whoever writes an endpoint's URL must not be able to make us
/// ask a machine inside our own network.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork TranslatedToFour = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether the address is one of the public internet; an IPv4 address inside an IPv6 one counts as itself.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = Unwrapped(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && !Array.Exists(Special, network => network.Contains(plain));
    }

    /// <summary>The IPv4 address that an IPv6 address stands for: mapped, 6to4 (RFC 3056) or NAT64 (RFC 6052); others as they are.</summary>
    public static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        // Without its scope: fe80::1%eth0 is in the network of fe80::1.
        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var plain = new IPAddress(bytes);
        if (SixToFour.Contains(plain))
        {
            return new IPAddress(bytes.AsSpan(2, 4));
        }

        // ::a.b.c.d, the old way to write an IPv4 address as an IPv6 one, is not global unicast and needs no unwrapping.
        return TranslatedToFour.Contains(plain) ? new IPAddress(bytes.AsSpan(12, 4)) : plain;
    }
}
