using System.Runtime.CompilerServices;
using Amazon.S3;

namespace DigitalLand.Core.Archive;

/// <summary>Opens an archive by where it is.</summary>
public static class Archives
{
    private const string S3Scheme = "s3://";

    /// <param name="location">
    /// A folder, or <c>s3://bucket/prefix</c>; for a store other than AWS its address stands in AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL.
    /// </param>
    /// <exception cref="WrongUseException">There is no such folder, or no bucket is named.</exception>
    public static IArchive Open(string location)
    {
        if (location.StartsWith(S3Scheme, StringComparison.Ordinal))
        {
            return OpenS3(location[S3Scheme.Length..]);
        }

        return Directory.Exists(location) ? new LocalArchive(location) : throw new WrongUseException($"There is no folder '{location}'. An archive is a folder or s3://bucket/prefix.");
    }

    /// <summary>Apart, so that the client's libraries are loaded only where they are used.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static S3Archive OpenS3(string place)
    {
        var parts = place.Split('/', 2);
        var prefix = parts.Length > 1 ? parts[1].Trim('/') : "";
        if (parts[0].Length == 0)
        {
            throw new WrongUseException("Name the bucket: s3://bucket/prefix.");
        }

        var address = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        var settings = new AmazonS3Config();
        if (!string.IsNullOrEmpty(address))
        {
            settings.ServiceURL = address;
            settings.ForcePathStyle = true;
            settings.AuthenticationRegion = Environment.GetEnvironmentVariable("AWS_REGION") ?? "eu-west-2";
        }

#pragma warning disable CA2000 // the archive disposes its client
        return new S3Archive(new AmazonS3Client(settings), parts[0], prefix.Length > 0 ? prefix + "/" : "");
#pragma warning restore CA2000
    }
}
