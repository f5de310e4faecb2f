import Language

extension Vocabulary {
  /// The words of Keras, PyTorch, scikit-learn and NumPy for what commands do.
  static let python = Vocabulary(
    words: [
      // What stands around the words that matter.
      "model": "", "self": "", "nn": "", "torch": "", "tf": "", "keras": "", "layers": "", "optim": "",
      "optimizers": "",
      "losses": "", "np": "", "numpy": "", "jax": "", "sklearn": "", "net": "", "network": "", "x": "", "y": "",
      "x_train": "", "y_train": "", "xs": "", "ys": "", "inputs_train": "", "activation": "layer", "functional": "",
      "f": "",
      "parameters": "", "params": "", "add": "", "append": "", "datasets": "", "dataset": "data", "in_features": "",
      "out_features": "", "units": "", "rate": "", "p": "", "in": "", "print": "show", "compile": "",
      "load_digits": "digits 1000",
      // Layers.
      "dense": "layer affine", "linear": "layer affine", "affine": "layer affine", "fc": "layer affine",
      "fully_connected": "layer affine", "innerproduct": "layer affine", "relu": "layer relu",
      "sigmoid": "layer sigmoid",
      "logistic": "layer sigmoid", "tanh": "layer tanh", "leakyrelu": "layer leaky_relu",
      "leaky_relu": "layer leaky_relu",
      "dropout": "layer dropout", "batchnorm1d": "layer batch_norm", "batchnormalization": "layer batch_norm",
      "batchnorm": "layer batch_norm", "batch_norm": "layer batch_norm", "identity": "layer identity",
      // Losses and optimizers.
      "criterion": "loss", "mseloss": "loss mse", "mean_squared_error": "loss mse",
      "meansquarederror": "loss mse", "bceloss": "loss binary_cross_entropy",
      "binarycrossentropy": "loss binary_cross_entropy",
      "binary_crossentropy": "loss binary_cross_entropy", "crossentropyloss": "loss softmax_cross_entropy",
      "crossentropy": "loss softmax_cross_entropy", "categorical_crossentropy": "loss softmax_cross_entropy",
      "sparse_categorical_crossentropy": "loss softmax_cross_entropy", "cross_entropy": "loss softmax_cross_entropy",
      "adam": "optimizer adam", "sgd": "optimizer sgd", "rmsprop": "optimizer rmsprop", "adagrad": "optimizer adagrad",
      "nesterov": "optimizer nesterov", "opt": "optimizer",
      "manual_seed": "seed", "set_seed": "seed", "random": "", "steplr": "schedule step",
      "exponentiallr": "schedule exponential", "cosineannealinglr": "schedule cosine",
      // Training and looking.
      "fit": "train", "learn": "train", "iterations": "steps", "iters": "steps", "num_epochs": "epochs",
      "n_epochs": "epochs", "epoch": "epochs", "max_iter": "steps", "batch_size": "batch", "batchsize": "batch",
      "learning_rate": "lr", "eta": "lr", "alpha": "lr", "weight_decay": "l2", "momentum_decay": "momentum",
      "summary": "show model", "evaluate": "show loss", "score": "show accuracy", "get_weights": "show weights",
      "state_dict": "show weights", "grad": "show gradients", "weight": "weights", "bias": "biases",
      "confusion_matrix": "show confusion", "history": "history", "load_weights": "load", "load_state_dict": "load",
      "save_weights": "save", "savez": "save", "standardscaler": "normalize standard",
      "minmaxscaler": "normalize minmax",
      "normalise": "normalize", "scale": "normalize", "standardize": "normalize standard", "train_test_split": "split",
      "test_size": "test", "make_moons": "data moons", "make_circles": "data circles", "make_blobs": "data blobs",
      "read_csv": "data csv", "loadtxt": "data csv", "n_samples": "", "noise": "noise", "centers": "classes",
      "argmax": "", "exit": "quit", "q": "quit", "bye": "quit", "man": "help", "info": "help", "describe": "help",
    ],
    advice: [
      "sequential": "declare one layer after the other: 'layer affine 2 4', 'layer sigmoid', 'layer affine 4 1'",
      "backward": "'train' computes the gradients of each step; 'show gradients' shows them",
      "zero_grad": "'train' computes the gradients of each step anew",
      "step": "'train 100 lr 0.1' makes steps",
      "forward": "'show outputs' and 'predict 0 1' run the network forward",
      "import": "nothing has to be imported; 'help' lists the commands",
      "from": "nothing has to be imported; 'help' lists the commands",
      "for": "'train 1000' repeats steps by itself; 'train 20 epochs' goes over the data so often",
      "while": "'train 1000 until loss < 0.01' goes on until something holds",
      "loop": "'train 1000' repeats steps by itself; 'train 20 epochs' goes over the data so often",
      "def": "there are no functions; 'let rate 0.1' gives a name to a value",
      "class": "there are no classes; layers are declared one after the other: 'layer affine 2 4'",
      "plt": "'plot loss' draws the loss",
      "conv2d": "there are no convolutions; 'layer affine 784 100' takes all pixels of a picture",
      "lstm": "there are no recurrent layers", "rnn": "there are no recurrent layers",
      "load_iris": "'data csv \"iris.csv\"' reads a table from a file in the notebook's folder",
      "embedding": "there are no embeddings",
    ])
}
