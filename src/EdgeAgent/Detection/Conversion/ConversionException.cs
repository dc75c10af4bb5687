namespace EdgeAgent.Detection.Conversion;

/// <summary>A graph holds something that the converter does not know. The message names the node and what it is.</summary>
public sealed class ConversionException(string message, Exception? inner = null) : Exception(message, inner);
