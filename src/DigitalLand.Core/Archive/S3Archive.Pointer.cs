using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using DigitalLand.Core.Progress;

namespace DigitalLand.Core.Archive;

/// <content>A pointer in a bucket: the store itself compares, by <c>If-Match</c> and <c>If-None-Match</c>.</content>
public sealed partial class S3Archive : IPointerArchive
{
    /// <inheritdoc/>
    public async Task<(byte[] Content, string Tag)?> ReadAsync(string key, CancellationToken cancel = default)
    {
        try
        {
            using var response = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = Of(key) }, cancel).ConfigureAwait(false);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancel).ConfigureAwait(false);
            return (content.ToArray(), response.ETag);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryReplaceAsync(string key, byte[] content, string? tag, CancellationToken cancel = default)
    {
        try
        {
            using var stream = new MemoryStream(content);
            var request = Put(key, stream);
            request.IfMatch = tag;
            request.IfNoneMatch = tag is null ? "*" : null;
            await client.PutObjectAsync(request, cancel).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict || (tag is not null && error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket"))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task CopyAsync(string from, string to, CancellationToken cancel = default)
    {
        using var waiting = WorkMeter.WaitFor("the archive");
        var request = new CopyObjectRequest { SourceBucket = bucket, SourceKey = Of(from), DestinationBucket = bucket, DestinationKey = Of(to) };
        await client.CopyObjectAsync(request, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancel = default) => client.DeleteObjectAsync(bucket, Of(key), cancel);
}
