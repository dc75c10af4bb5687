using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace EdgeAgent.Detection;

/// <summary>Loads a model's file into ONNX Runtime, with the agent's settings.</summary>
internal static class OnnxLoader
{
    /// <param name="threads">Threads of one inference.</param>
    /// <exception cref="InvalidDataException">This runtime cannot load it.</exception>
    public static InferenceSession Load(string file, int threads)
    {
        try
        {
            using var options = Options(threads);
            var session = new InferenceSession(file, options);
            NativeHeap.GiveBackFreed();
            return session;
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException(
                $"it is no ONNX model that ONNX Runtime {OrtEnv.Instance().GetVersionString()} can load, which must have a known operator set and no foreign operators ({error.Message})",
                error);
        }
    }

    private static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,

            // The first run's buffers serve all later ones; a plan drawn up at the second would take new ones beside them.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Waiting threads sleep: a small box has other work for its cores between two pictures.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
