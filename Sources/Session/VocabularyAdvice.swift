import Language

extension Vocabulary {
  /// What to do about words of other languages and programs that have no counterpart, and about files of theirs.
  static let advice = Dictionary(
    uniqueKeysWithValues: hints.flatMap { words, hint in words.split(separator: " ").map { (String($0), hint) } })

  private static let hints: [(words: String, hint: String)] = [
    // Python.
    ("import from pip conda matplotlib", "nothing has to be imported; 'help' lists the commands"),
    (
      "for loop range",
      "'train 1000' repeats steps by itself; 'sweep seed 0..9' runs commands once for each value, 'repeat 3' so often"
    ),
    ("while", "'train 1000 until loss < 0.01' goes on until something holds"),
    (
      "if assert",
      "'expect loss < 0.02' fails unless something holds, and 'train 1000 until loss < 0.01' stops when it does"
    ),
    (
      "print",
      "'show loss' shows a value; words stand between the cells of a notebook, or after a '#'"
    ),
    (
      "compile",
      "'loss softmax_cross_entropy' and 'optimizer adam' choose what compile does, 'train 1000 lr 0.01' the learning rate"
    ),
    (
      "keras pytorch tensorflow",
      "layers, loss and optimizer are commands; 'help' lists them and ends with a first network"
    ),
    (
      "overfitting overfit overfits generalization generalisation regularization regularisation regularizer",
      "'layer dropout 0.5', 'optimizer adam l2 0.001' and 'train 1000 patience 5' work against it; 'split test 0.2' shows it"
    ),
    ("tab completion", "Tab completes a word, and lists what may stand there"),
    ("last session", "`nbrun repl --last` comes back to the last session"),
    ("def lambda return", "there are no functions; 'let rate 0.1' gives a name to a value"),
    ("class super", "there are no classes; layers are declared one after the other: 'layer affine 2 4'"),
    ("with no_grad eval", "nothing has to be switched: 'show' and 'predict' never train, and 'train 100' does"),
    ("del", "'undo' takes back the last command, and 'reset' takes away the network"),
    // Keras, PyTorch and scikit-learn.
    ("sequential", "declare one layer after the other: 'layer affine 2 4', 'layer sigmoid', 'layer affine 4 1'"),
    ("backward", "'train' computes the gradients of each step; 'show gradients' shows them"),
    ("zero_grad", "'train' computes the gradients of each step anew"),
    ("step", "'train 100 lr 0.1' makes steps"),
    ("forward", "'show outputs' and 'predict 0 1' run the network forward"),
    ("plt", "'plot loss' draws the loss"),
    ("plot_model", "'plot network' draws the network"),
    ("yscale", "'plot loss log' has a logarithmic axis"),
    (
      "conv conv1d conv2d maxpool2d maxpooling2d flatten image",
      "there are no convolutions; 'layer affine 784 100' takes all pixels of a picture"
    ),
    ("lstm rnn gru simplernn", "there are no recurrent layers; 'layer affine 2 4' takes all values of a row"),
    ("embedding", "there are no embeddings; 'layer affine 2 4' takes numbers"),
    ("callbacks", "'train 1000 patience 3' stops early, and 'train 1000 log 10' shows the loss on the way"),
    ("metrics", "'show accuracy' shows the share of rows that are right, 'show loss' the loss"),
    ("verbose", "'train 1000 log 100' shows the loss every 100 steps"),
    (
      "to_categorical one_hot onehotencoder labelencoder",
      "labels become one column a class by themselves where the loss is softmax_cross_entropy"
    ),
    (
      "sin cos sqrt linspace make_regression",
      "'data function \"sin(3*x1)\" 200' draws inputs and takes the targets from a formula"
    ),
    ("load_iris", "'data csv \"iris.csv\"' reads a table from a file in the notebook's folder"),
    (
      "fetch_openml load_mnist load_data",
      "'data digits 1000' draws digits, 'data mnist \"mnist\"' reads the four files of MNIST from a folder"
    ),
    ("shape dtype", "'show model' lists the layers, 'show data' the samples"),
    (
      "x_train x_test",
      "a row is a list of numbers, and the pixels of pictures go from 0 to 1; 'normalize standard' scales other inputs"
    ),
    (
      "scaler transform inverse_transform mean_ scale_",
      "'normalize standard' scales the data, 'predict' scales its inputs alike, and 'save' keeps the scale in the file"
    ),
    ("device cuda cpu gpu", "it computes on the CPU by itself; 'precision float32' makes it faster"),
    ("tensor array zeros_like", "numbers are written as they are: 'predict 0 1', or a block of 'data rows'"),
    ("l1 mae hinge huber", "choose from: softmax_cross_entropy, mse, sse, binary_cross_entropy"),
    (
      ".h5 .keras .pt .pth .pkl .joblib .onnx",
      "weights are saved as .safetensors: 'save \"weights.safetensors\"'; loaded from .npz and .npy too"
    ),
    (".xlsx .json .parquet", "tables are read from CSV files: 'data csv \"iris.csv\"'"),
    (".py", "notebooks end in .nnb: 'run \"session.nnb\"'"),
    (".ipynb ipynb", "in a shell `nbrun import x.ipynb` makes a notebook of it: 'run \"x.nnb\"'"),
    // Shells and prompts.
    ("ls dir cd pwd", "paths are relative to where the program was started; Tab after an opening quote lists files"),
    ("clear cls", "Ctrl-L clears the screen; 'reset' takes away the network"),
    ("delete remove rm edit pop", "'undo' takes back the last command, and 'reset' takes away the network"),
    (
      "nbrun",
      "this is its prompt already; 'run \"session.nnb\"' runs a notebook, and in a shell `nbrun session.nnb -o report.md` writes its report"
    ),
    (
      "preview slider sliders knob knobs browser",
      "in a shell `nbrun preview session.nnb` shows a notebook as a page, with a slider for each number that a 'let' names"
    ),
    ("jupyter jupyterlab kernel", "in a shell `nbrun kernel install` makes it known to Jupyter"),
    ("lsp editors vscode", "in a shell `nbrun editors nnb` writes what editors need, and `nbrun lsp` answers them"),
    (
      "html",
      "'save notebook \"session.nnb\"' writes a notebook, and in a shell `nbrun session.nnb -o report.html` its report"
    ),
    (
      "report export pdf",
      "'save notebook \"session.nnb\"' writes a notebook, and in a shell `nbrun session.nnb -o report.md` its report"
    ),
    ("vim vi nano emacs notebook", "'save notebook \"session.nnb\"' writes a notebook that any editor opens"),
    (
      "what how why i echo sudo who whoami time version about hello hi thanks yes no ok list commands",
      "'help' lists the commands, and 'help train' explains one"
    ),
    ("begin run_all stop interrupt", "commands run as they are typed; Ctrl-C stops a training"),
    ("continue resume proceed", "a training goes on from the weights as they are: 'train 1000'"),
    ("restore", "'load \"xor.safetensors\"' reads weights; `nbrun repl --last` comes back to the last session"),
    ("end", "'end' closes a block such as that of 'data rows', and none is open"),
    (
      "inputs outputs hidden_size input_size output_size layers input network net",
      "layers are declared one after the other: 'layer affine 2 4', 'layer sigmoid', 'layer affine 4 1'"
    ),
    ("debug", "'diagnose' says what is wrong with a run, 'show gradients' and 'show hidden' what happens inside"),
    (
      "gridsearchcv randomizedsearchcv gridsearch grid_search optuna hyperopt hyperparameter hyperparameters wandb",
      "'sweep lr 0.001..1 log 7' runs commands once for each value; 'help sweep' explains it"
    ),
  ]
}
