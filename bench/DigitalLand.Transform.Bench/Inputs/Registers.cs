using System.Globalization;

namespace DigitalLand.Transform.Bench.Inputs;

/// <summary>The three registers that are measured: many short fields with a pair of coordinates, long polygons, and points.</summary>
internal static class Registers
{
    private const string Metres = "0.00";
    private const string Degrees = "0.00000000";

    public static readonly Register BrownfieldLand = new(
        "brownfield-land",
        "brownfield-land",
        "local-authority:CWR",
        [
            "OrganisationURI", "OrganisationLabel", "SiteReference", "PreviouslyPartOf", "SiteNameAddress", "SiteplanURL", "CoordinateReferenceSystem", "GeoX", "GeoY", "Hectares",
            "OwnershipStatus", "Deliverable", "PlanningStatus", "PermissionType", "PermissionDate", "PlanningHistory", "NetDwellingsRangeFrom", "NetDwellingsRangeTo",
            "HazardousSubstances", "Notes", "FirstAddedDate", "LastUpdatedDate",
        ],
        BrownfieldSite);

    public static readonly Register ConservationAreas = new(
        "conservation-area",
        "conservation-area",
        "local-authority:BCM",
        ["reference", "name", "designation-date", "documentation-url", "notes", "start-date", "entry-date", "geometry"],
        ConservationArea);

    public static readonly Register Trees = new(
        "tree",
        "tree-preservation-order",
        "local-authority:GYT",
        ["reference", "tree-preservation-order", "name", "tree-species", "address-text", "uprn", "point", "start-date", "notes", "entry-date"],
        Tree);

    public static IEnumerable<Register> All => [BrownfieldLand, ConservationAreas, Trees];

    private static string[] BrownfieldSite(int number, Invention invention)
    {
        var (easting, northing) = invention.GridPosition();
        return
        [
            "http://data.sample-country.example/id/metropolitan-district-council/coldwater",
            "Coldwater",
            Register.Reference(number),
            "",
            invention.Address(),
            invention.Perhaps($"https://www.coldwater.example/plans/{number}?site={number}"),
            "OSGB36",
            easting.ToString("0.0", CultureInfo.InvariantCulture),
            northing.ToString("0.0", CultureInfo.InvariantCulture),
            invention.Decimal() + invention.OneOf("", "", "", " ha"),
            invention.OneOf("owned by a public authority", "not owned by a public authority", "mixed"),
            invention.Perhaps(invention.OneOf("yes", "Y", "no", "true")),
            invention.OneOf("permissioned", "not permissioned", "Permissioned"),
            invention.OneOf("full planning permission", "outline planning permission", "other"),
            invention.Perhaps(invention.Date()),
            invention.Perhaps($"https://www.coldwater.example/history/{number}"),
            $"{invention.Number(20)}",
            invention.Perhaps($"{20 + invention.Number(40)}"),
            invention.Perhaps(invention.OneOf("Y", "no")),
            invention.Perhaps("Part of the ‘Eastern Gateway’, phase 2"),
            invention.Date(),
            invention.Date(),
        ];
    }

    private static string[] ConservationArea(int number, Invention invention)
    {
        var corners = 12 + invention.Number(60);
        var polygon = number % 2 == 0
            ? invention.Polygon(invention.Position(), 0.006, corners, Degrees)
            : invention.Polygon(invention.GridPosition(), 400, corners, Metres);
        return
        [
            Register.Reference(number), $"{invention.OneOf("Marl", "Cold", "Fen", "Ivy")}minster {number}", invention.Date(), $"https://www.brackmere.example/ca/{number}",
            invention.Perhaps("Conservation area"), invention.Date(), "2024-01-02", polygon,
        ];
    }

    private static string[] Tree(int number, Invention invention)
    {
        var (easting, northing) = invention.GridPosition();
        return
        [
            Register.Reference(number), $"TPO/{number / 10:00000}", $"T{(number % 10) + 1}", invention.OneOf("Oak", "Ash", "Common oak", "Horse chestnut", ""), invention.Address(),
            $"{100_000_000_000 + number}", $"POINT ({Invention.Pair(easting, northing, Metres)})", invention.Date(), "", "2024-03-01",
        ];
    }
}
