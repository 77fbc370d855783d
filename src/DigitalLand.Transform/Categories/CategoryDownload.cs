namespace DigitalLand.Transform.Categories;

/// <summary>Where category lists come from when the folder does not have them: the published datasets.</summary>
public static class CategoryDownload
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The published CSV of a dataset.</summary>
    /// <exception cref="HttpRequestException">It cannot be fetched.</exception>
    public static byte[] Fetch(string dataset)
    {
        using var client = new HttpClient { Timeout = Limit };
        return client.GetByteArrayAsync(new Uri($"https://files.planning.data.gov.uk/dataset/{Uri.EscapeDataString(dataset)}.csv")).GetAwaiter().GetResult();
    }
}
