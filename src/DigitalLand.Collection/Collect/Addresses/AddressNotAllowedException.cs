using System.Net;

namespace DigitalLand.Collection.Collect.Addresses;

/// <summary>A name leads to an address that is not public, and the operator has not allowed it.</summary>
public sealed class AddressNotAllowedException(string host, IPAddress address)
    : IOException($"'{host}' leads to {address}, which is not a public address. Allow it with --allow-host or {AllowedHosts.Variable} if it should be asked.");
