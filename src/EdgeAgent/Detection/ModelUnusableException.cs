namespace EdgeAgent.Detection;

/// <summary>A model or its manifest is missing, damaged or does not fit. The message names the file, what is wrong and what to do.</summary>
public sealed class ModelUnusableException(string message, Exception? inner = null) : Exception(message, inner);
