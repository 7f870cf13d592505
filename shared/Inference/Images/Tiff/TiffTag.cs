namespace ImageClassification.Inference.Images.Tiff;

/// <summary>The fields that count here. <see href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf"/>, appendix A</summary>
internal enum TiffTag : ushort
{
    SubfileType = 254,
    Width = 256,
    Height = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    FillOrder = 266,
    Make = 271,
    StripOffsets = 273,
    Orientation = 274,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    StripByteCounts = 279,
    PlanarConfiguration = 284,
    Predictor = 317,
    ColorMap = 320,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    SubDirectories = 330,
    ExtraSamples = 338,
    SampleFormat = 339,
    JpegTables = 347,
    DngVersion = 50706,
}
