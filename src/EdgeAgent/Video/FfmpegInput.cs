namespace EdgeAgent.Video;

/// <summary>The standard input of one ffmpeg, for who feeds it on a thread of its own.</summary>
internal sealed class FfmpegInput(Stream pipe)
{
    /// <exception cref="InputClosedException">ffmpeg takes no more: it has what it needs, or has failed.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            pipe.Write(bytes);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            throw new InputClosedException(error);
        }
    }
}

/// <summary>ffmpeg takes no more; why, if anything is wrong, is for ffmpeg to say.</summary>
internal sealed class InputClosedException(Exception inner) : Exception("ffmpeg takes no more input", inner);
