namespace EdgeAgent.Video;

/// <summary>The standard input of one ffmpeg, for who feeds it on a thread of its own.</summary>
internal sealed class FfmpegInput(Stream pipe)
{
    /// <summary>How much was written.</summary>
    public long Bytes { get; private set; }

    /// <exception cref="InputClosedException">ffmpeg takes no more: it has what it needs, or has failed.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            pipe.Write(bytes);
            Bytes += bytes.Length;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            throw new InputClosedException(error);
        }
    }

    /// <summary>Writes all of a stream.</summary>
    /// <exception cref="InputClosedException">ffmpeg takes no more: it has what it needs, or has failed.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public void Write(Stream source)
    {
        var buffer = new byte[81920];
        int length;
        while ((length = source.Read(buffer)) > 0)
        {
            Write(buffer.AsSpan(0, length));
        }
    }
}

/// <summary>ffmpeg takes no more; why, if anything is wrong, is for ffmpeg to say.</summary>
internal sealed class InputClosedException(Exception inner) : Exception("ffmpeg takes no more input", inner);
