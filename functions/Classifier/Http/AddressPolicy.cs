using System.Net;
using System.Net.Sockets;

namespace ImageClassification.Classifier.Http;

/// <summary>The addresses that a caller's URL may lead to: only those of the public internet.</summary>
/// <remarks>
/// After IANA's registries of special-purpose addresses:
/// <see href="https://www.iana.org/assignments/iana-ipv4-special-registry"/>,
/// <see href="https://www.iana.org/assignments/iana-ipv6-special-registry"/>.
/// </remarks>
internal static class AddressPolicy
{
    /// <summary>The IPv6 range that is assigned so far. Loopback, unique-local, link-local, multicast, IPv4-mapped and NAT64 are outside.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // carriers' NAT
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("169.254.0.0/16"), // link-local, instance metadata
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, broadcast
        IPNetwork.Parse("2001::/23"), // protocol assignments, Teredo
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // 6to4, which embeds IPv4
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    /// <remarks>IPv4-mapped addresses are refused by name: IPNetwork takes them for IPv4 and compares the wrong bits.</remarks>
    public static bool IsPublic(IPAddress address) =>
        !address.IsIPv4MappedToIPv6
        && (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address))
        && !Special.Any(network => network.Contains(address));
}
