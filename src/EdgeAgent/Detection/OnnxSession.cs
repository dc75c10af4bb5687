using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAgent.Detection;

/// <summary>
/// A model in ONNX Runtime with one input. The input lives as long as the session, and so do the outputs where they are
/// floats of fixed shape, so that a run allocates nothing for them; others are made by each run. For one caller at a time.
/// </summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly string[] inputName;
    private readonly OrtValue[] inputTensor;
    private readonly byte[]? wholeInput;
    private readonly string[] outputNames;
    private readonly OrtValue[] kept;
    private IDisposableReadOnlyCollection<OrtValue>? made;

    /// <param name="threads">Threads of one inference.</param>
    /// <exception cref="InvalidDataException">This runtime cannot load the file, or its tensors are not those of the manifest.</exception>
    public OnnxSession(string file, ModelManifest manifest, int threads)
    {
        session = OnnxLoader.Load(file, threads);
        try
        {
            ModelTensors.DemandInput(session.InputMetadata, manifest.Input);
            ModelTensors.DemandOutputs(session.OutputMetadata, manifest.Outputs);
            inputName = [manifest.Input.Name];
            outputNames = [.. manifest.Outputs];
            Input = new float[manifest.Input.Shape.Aggregate(1, (product, size) => product * size)];
            wholeInput = session.InputMetadata[manifest.Input.Name].ElementType == typeof(byte) ? new byte[Input.Length] : null;
            inputTensor = [wholeInput is null ? Tensor(Input, manifest.Input.Shape) : Tensor(wholeInput, manifest.Input.Shape)];
            var outputs = outputNames.Select(name => session.OutputMetadata[name]).ToList();
            kept = outputs.TrueForAll(ModelTensors.IsFixed)
                ? [.. outputs.Select(output => Tensor(new float[output.Dimensions.Aggregate(1, (product, size) => product * size)], output.Dimensions))]
                : [];
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
            var fix = manifest.Source is null ? "or bring another model" : $"or run: EdgeAgent models pull --models {folder.Path}";
            throw new ModelUnusableException($"{folder.FileOf(manifest)}: does not fit {manifest.Name}.json: {error.Message}. Correct the manifest {fix}", error);
        }
    }

    /// <summary>The input's values, to be filled before a run.</summary>
    public float[] Input { get; }

    /// <summary>An output's values as of the last run; whole numbers as floats.</summary>
    public ReadOnlySpan<float> Output(string name)
    {
        var value = Value(name);
        return value.GetTensorTypeAndShape().ElementDataType switch
        {
            TensorElementType.Int64 => Floats(value.GetTensorDataAsSpan<long>()),
            TensorElementType.Int32 => Floats(value.GetTensorDataAsSpan<int>()),
            _ => value.GetTensorDataAsSpan<float>(),
        };
    }

    /// <summary>An output's sizes: those that every run has, otherwise as of the last run; -1 for one that is open before the first.</summary>
    public IReadOnlyList<int> OutputShape(string name) =>
        kept.Length == 0 && made is not null
            ? [.. Value(name).GetTensorTypeAndShape().Shape.Select(size => (int)size)]
            : session.OutputMetadata[name].Dimensions;

    public void Run()
    {
        if (wholeInput is not null)
        {
            for (var i = 0; i < wholeInput.Length; i++)
            {
                wholeInput[i] = (byte)Input[i];
            }
        }

        if (kept.Length > 0)
        {
            session.Run(options, inputName, inputTensor, outputNames, kept);
            return;
        }

        made?.Dispose();
        made = null;
        made = session.Run(options, inputName, inputTensor, outputNames);
    }

    public void Dispose()
    {
        made?.Dispose();
        session.Dispose();
        options.Dispose();
        foreach (var tensor in inputTensor.Concat(kept))
        {
            tensor.Dispose();
        }
    }

    private OrtValue Value(string name)
    {
        var index = Array.IndexOf(outputNames, name);
        return kept.Length > 0 ? kept[index] : made![index];
    }

    private static float[] Floats<T>(ReadOnlySpan<T> whole)
        where T : System.Numerics.INumberBase<T>
    {
        var floats = new float[whole.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = float.CreateChecked(whole[i]);
        }

        return floats;
    }

    private static OrtValue Tensor<T>(T[] values, IReadOnlyList<int> shape)
        where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(values, [.. shape.Select(size => (long)size)]);
}
