using System.Collections.Frozen;
using System.Net;
using DigitalLand.Core;

namespace DigitalLand.Collection.Collect.Addresses;

/// <summary>
/// Where endpoints may lead: to public addresses always, and beyond them to what the operator lists, which nobody who can only edit
/// endpoint.csv is able to do.
/// </summary>
public sealed class AllowedHosts
{
    /// <summary>Environment variable that lists what is allowed, separated by commas.</summary>
    public const string Variable = "DIGITAL_LAND_ALLOW_HOSTS";

    /// <summary>The entry that allows <c>file:</c> URLs.</summary>
    public const string Files = "file:";

    private readonly FrozenSet<string> _names;
    private readonly IPNetwork[] _networks;

    private AllowedHosts(IEnumerable<string> names, IEnumerable<IPNetwork> networks, bool allowsFiles)
    {
        _names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _networks = [.. networks];
        AllowsFiles = allowsFiles;
    }

    /// <summary>Public addresses only.</summary>
    public static AllowedHosts PublicOnly { get; } = new([], [], allowsFiles: false);

    /// <summary>Whether <c>file:</c> URLs are read.</summary>
    public bool AllowsFiles { get; }

    /// <summary>Reads lists of entries separated by commas.</summary>
    /// <param name="lists">Each entry is a host name, an address, a network such as <c>10.1.0.0/16</c>, or <c>file:</c>.</param>
    /// <exception cref="WrongUseException">An entry is none of these.</exception>
    public static AllowedHosts Parse(params IEnumerable<string> lists)
    {
        var names = new List<string>();
        var networks = new List<IPNetwork>();
        var allowsFiles = false;
        foreach (var entry in lists.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (entry.Equals(Files, StringComparison.OrdinalIgnoreCase))
            {
                allowsFiles = true;
            }
            else if (IPAddress.TryParse(entry.Trim('[', ']'), out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
            else if (Uri.CheckHostName(entry) == UriHostNameType.Dns)
            {
                names.Add(entry);
            }
            else
            {
                throw new WrongUseException($"'{entry}' in the list of allowed hosts is no host name, no address, no network such as 10.1.0.0/16, and not {Files}");
            }
        }

        return new AllowedHosts(names, networks, allowsFiles);
    }

    /// <summary>Whether a connection may be made.</summary>
    /// <param name="host">As the URL names it.</param>
    /// <param name="address">To which the connection goes: names are resolved once, and what is checked is what is connected to.</param>
    public bool Allows(string host, IPAddress address)
    {
        if (PublicAddress.Is(address) || _names.Contains(host))
        {
            return true;
        }

        var plain = PublicAddress.Unwrapped(address);
        return Array.Exists(_networks, network => network.Contains(plain) || network.Contains(address));
    }
}
