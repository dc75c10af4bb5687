using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace EdgeAgent.Detection;

/// <summary>
/// A model in ONNX Runtime with one float input and tensors that live as long as the session, so that a run
/// allocates nothing for them. For one caller at a time.
/// </summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly string[] inputName;
    private readonly OrtValue[] inputTensor;
    private readonly string[] outputNames;
    private readonly OrtValue[] outputTensors;
    private readonly float[][] outputs;

    /// <param name="threads">Threads of one inference.</param>
    /// <exception cref="OnnxRuntimeException">The file is no model that this runtime can load.</exception>
    /// <exception cref="InvalidDataException">The model's tensors are not those of the manifest.</exception>
    public OnnxSession(string file, ModelManifest manifest, int threads)
    {
        using var sessionOptions = Options(threads);
        session = new InferenceSession(file, sessionOptions);
        NativeHeap.GiveBackFreed();
        try
        {
            inputName = [manifest.Input.Name];
            outputNames = [.. manifest.Outputs];
            Demand(Shape(session.InputMetadata, manifest.Input.Name).SequenceEqual(manifest.Input.Shape), $"its input {manifest.Input.Name} is not of the shape that the manifest names");
            Input = new float[manifest.Input.Shape.Aggregate(1, (product, size) => product * size)];
            inputTensor = [Tensor(Input, manifest.Input.Shape)];
            var shapes = outputNames.Select(name => Shape(session.OutputMetadata, name)).ToArray();
            outputs = [.. shapes.Select(shape => new float[shape.Aggregate(1, (product, size) => product * size)])];
            outputTensors = [.. outputs.Zip(shapes, Tensor)];
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <param name="threads">Threads of one inference.</param>
    /// <param name="demandFit">Throws an <see cref="InvalidDataException"/> where the model's outputs are not what its caller reads.</param>
    /// <exception cref="ModelUnusableException">The model is missing, or is not the manifest's.</exception>
    public static OnnxSession Open(ModelFolder folder, ModelManifest manifest, int threads, Action<OnnxSession> demandFit)
    {
        if (folder.Problem(manifest) is { } problem)
        {
            throw new ModelUnusableException(problem);
        }

        OnnxSession? session = null;
        try
        {
            session = new OnnxSession(folder.FileOf(manifest), manifest, threads);
            demandFit(session);
            return session;
        }
        catch (Exception error) when (error is OnnxRuntimeException or InvalidDataException)
        {
            session?.Dispose();
            throw new ModelUnusableException($"{folder.FileOf(manifest)}: does not fit {manifest.Name}.json: {error.Message}; correct the manifest or run: EdgeAgent models pull", error);
        }
    }

    /// <summary>The input's values, to be filled before a run.</summary>
    public float[] Input { get; }

    /// <summary>An output's values as of the last run.</summary>
    public float[] Output(string name) => outputs[Array.IndexOf(outputNames, name)];

    public IReadOnlyList<int> OutputShape(string name) => Shape(session.OutputMetadata, name);

    public void Run() => session.Run(options, inputName, inputTensor, outputNames, outputTensors);

    public void Dispose()
    {
        session.Dispose();
        options.Dispose();
        foreach (var tensor in inputTensor.Concat(outputTensors))
        {
            tensor.Dispose();
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

    private static int[] Shape(IReadOnlyDictionary<string, NodeMetadata> tensors, string name)
    {
        Demand(tensors.TryGetValue(name, out var tensor), $"it has no tensor {name}");
        Demand(tensor!.ElementType == typeof(float) && tensor.Dimensions.All(size => size > 0), $"its tensor {name} is not of 32-bit floats of fixed shape");
        return tensor.Dimensions;
    }

    private static OrtValue Tensor(float[] values, IReadOnlyList<int> shape) =>
        OrtValue.CreateTensorValueFromMemory(values, [.. shape.Select(size => (long)size)]);

    private static void Demand(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
