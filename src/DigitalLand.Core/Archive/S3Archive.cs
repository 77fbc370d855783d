using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using DigitalLand.Core.Progress;

namespace DigitalLand.Core.Archive;

/// <summary>An archive in a bucket of S3, or of a store that speaks its protocol; access and region come from where the AWS tools find them.</summary>
/// <param name="client">Disposed with the archive.</param>
/// <param name="bucket">Must exist.</param>
/// <param name="prefix">_before every key; blank, or ending with a slash.</param>
public sealed partial class S3Archive(IAmazonS3 client, string bucket, string prefix = "") : IArchive
{
    private readonly string _before = prefix;

    /// <inheritdoc/>
    /// <remarks>The store itself refuses what is there already (<c>If-None-Match: *</c>), so that two writers cannot both believe they were first.</remarks>
    public async Task<bool> AddAsync(string key, Stream content, CancellationToken cancel = default)
    {
        using var waiting = WorkMeter.WaitFor("the archive");
        try
        {
            var request = Put(key, content);
            request.IfNoneMatch = "*";
            await client.PutObjectAsync(request, cancel).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task ReplaceAsync(string key, Stream content, CancellationToken cancel = default)
    {
        using var waiting = WorkMeter.WaitFor("the archive");
        await client.PutObjectAsync(Put(key, content), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string key, CancellationToken cancel = default)
    {
        try
        {
            var response = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = Of(key) }, cancel).ConfigureAwait(false);
            return response.ResponseStream;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<long?> LengthAsync(string key, CancellationToken cancel = default)
    {
        try
        {
            return (await client.GetObjectMetadataAsync(bucket, Of(key), cancel).ConfigureAwait(false)).ContentLength;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchiveEntry> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancel = default)
    {
        // A page holds a thousand; S3 gives keys in the order of their UTF-8 bytes, which is code point order.
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = _before + prefix };
        do
        {
            var page = await client.ListObjectsV2Async(request, cancel).ConfigureAwait(false);
            foreach (var entry in page.S3Objects ?? [])
            {
                yield return new ArchiveEntry(entry.Key[_before.Length..], entry.Size ?? 0);
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private string Of(string key) => _before + ArchiveKeys.Checked(key);

    private PutObjectRequest Put(string key, Stream content) => new()
    {
        BucketName = bucket,
        Key = Of(key),
        InputStream = content,
        AutoCloseStream = false,
        AutoResetStreamPosition = false,
    };
}
