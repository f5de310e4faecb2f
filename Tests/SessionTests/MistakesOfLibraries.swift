extension Mistake {
  /// Words of Keras, PyTorch, scikit-learn, NumPy and Python.
  static let ofLibraries: [Mistake] = [
    .init("model.compile(optimizer=\"adam\")", at: ".", "write 'optimizer adam'"),
    .init("model.fit(x, y, epochs=10, batch_size=32)", at: ".", "write 'train 10 epochs batch 32'"),
    .init("data function sin(3*x1) 200", at: "(", "write 'data function \"sin(3*x1)\" 200'"),
    .init(
      "data function x1*x2 > 0 400 noise 0.1", at: "*", "write 'data function \"x1*x2 > 0\" 400 noise 0.1'"),
    .init("data function 'sin(3*x1)' 200", at: "'", "write 'data function \"sin(3*x1)\" 200'"),
    .init("data function x1 100 from 0 to 1", at: "x1", "write 'data function \"x1\" 100 from 0 to 1'"),
    .init(
      "y = np.sin(3*x)", at: ".",
      "'data function \"sin(3*x1)\" 200' draws inputs and takes the targets from a formula"),
    .init(
      "x = np.linspace(-1, 1, 200)", at: ".",
      "'data function \"sin(3*x1)\" 200' draws inputs and takes the targets from a formula"),
    .init(
      "make_regression(100)", at: "(",
      "'data function \"sin(3*x1)\" 200' draws inputs and takes the targets from a formula"),
    .init("model.evaluate", at: ".", "write 'show loss'"),
    .init("model.evaluate()", at: ".", "write 'show loss'"),
    .init("model.predict([0, 1])", at: ".", "write 'predict 0 1'"),
    .init("Dense(4, activation=\"relu\")", at: "(", "write 'layer affine INPUTS 4' and 'layer relu'"),
    .init("model.add(Dense(1, activation=\"sigmoid\"))", at: ".", "write 'layer affine INPUTS 1' and 'layer sigmoid'"),
    .init("keras.layers.Dropout(0.2)", at: ".", "write 'layer dropout 0.2'"),
    .init("layers.Dropout(0.2)", at: ".", "write 'layer dropout 0.2'"),
    .init("validation_split=0.2", at: "validation_split", "write 'split test 0.2'"),
    .init(
      "callbacks", at: "callbacks",
      "'train 1000 patience 3' stops early, and 'train 1000 log 10' shows the loss on the way"),
    .init(
      "callbacks=[EarlyStopping(patience=3)]", at: "[",
      "'train 1000 patience 3' stops early, and 'train 1000 log 10' shows the loss on the way"),
    .init("EarlyStopping(patience=3)", at: "(", "write 'train 60000 patience 3'"),
    .init(
      "to_categorical(y)", at: "(",
      "labels become one column a class by themselves where the loss is softmax_cross_entropy"),
    .init(
      "y = to_categorical(y, 10)", at: "(",
      "labels become one column a class by themselves where the loss is softmax_cross_entropy"),
    .init(
      "model.save(\"model.h5\")", at: ".",
      "weights are saved as .safetensors: 'save \"weights.safetensors\"'; loaded from .npz and .npy too"),
    .init("model.load_weights(\"weights.npz\")", at: ".", "write 'load \"weights.npz\"'"),
    .init("nn.Tanh()", at: ".", "write 'layer tanh'"),
    .init("nn.Sigmoid()", at: ".", "write 'layer sigmoid'"),
    .init("nn.Softmax(dim=1)", at: ".", "write 'layer softmax'"),
    .init("nn.BatchNorm1d(4)", at: ".", "write 'layer batch_norm'"),
    .init(
      "nn.Sequential", at: ".",
      "declare one layer after the other: 'layer affine 2 4', 'layer sigmoid', 'layer affine 4 1'"),
    .init(
      "nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))", at: ".",
      "write 'layer affine 2 4', 'layer relu' and 'layer affine 4 1'"),
    .init(
      "model = Sequential()", at: "(",
      "declare one layer after the other: 'layer affine 2 4', 'layer sigmoid', 'layer affine 4 1'"),
    .init("optim.SGD(model.parameters(), lr=0.1)", at: ".", "write 'optimizer sgd' and 'train 60000 lr 0.1'"),
    .init(
      "optim.SGD(model.parameters(), lr=0.1, momentum=0.9)", at: ".",
      "write 'optimizer momentum 0.9' and 'train 60000 lr 0.1'"),
    .init("criterion = nn.CrossEntropyLoss()", at: ".", "write 'loss softmax_cross_entropy'"),
    .init("nn.BCEWithLogitsLoss()", at: ".", "write 'loss binary_cross_entropy'"),
    .init("F.relu(x)", at: ".", "write 'layer relu'"),
    .init("optimizer.step()", at: ".", "'train 100 lr 0.1' makes steps"),
    .init("optimizer.zero_grad()", at: ".", "'train' computes the gradients of each step anew"),
    .init("model.train()", at: ".", "write 'train 60000 lr 0.01'"),
    .init(
      "model.eval()", at: ".", "nothing has to be switched: 'show' and 'predict' never train, and 'train 100' does"),
    .init("torch.manual_seed(0)", at: ".", "write 'seed 0'"),
    .init(
      "torch.save(model.state_dict(), \"m.pt\")", at: ".",
      "weights are saved as .safetensors: 'save \"weights.safetensors\"'; loaded from .npz and .npy too"),
    .init(
      "torch.load(\"m.pt\")", at: ".",
      "weights are saved as .safetensors: 'save \"weights.safetensors\"'; loaded from .npz and .npy too"),
    .init(
      "model.load_state_dict(torch.load(\"m.pt\"))", at: ".",
      "weights are saved as .safetensors: 'save \"weights.safetensors\"'; loaded from .npz and .npy too"),
    .init("load_state_dict", at: "load_state_dict", "write 'load \"xor.safetensors\"'"),
    .init(
      "with torch.no_grad():", at: ".",
      "nothing has to be switched: 'show' and 'predict' never train, and 'train 100' does"),
    .init("DataLoader(ds, batch_size=32, shuffle=True)", at: "(", "write 'batch 32 shuffle'"),
    .init("loss.item()", at: ".", "write 'show loss'"),
    .init("model.to(device)", at: ".", "it computes on the CPU by itself; 'precision float32' makes it faster"),
    .init("model.cuda()", at: ".", "it computes on the CPU by itself; 'precision float32' makes it faster"),
    .init("np.random.seed(0)", at: ".", "write 'seed 0'"),
    .init("random.seed(0)", at: ".", "write 'seed 0'"),
    .init("train_test_split", at: "train_test_split", "write 'split'"),
    .init("StandardScaler", at: "StandardScaler", "write 'normalize standard'"),
    .init("fit_transform", at: "fit_transform", "write 'normalize standard'"),
    .init("scaler.fit_transform(X)", at: ".", "write 'normalize standard'"),
    .init("MinMaxScaler", at: "MinMaxScaler", "write 'normalize minmax'"),
    .init("MLPClassifier(hidden_layer_sizes=(4,))", at: "(", "write 'layer affine INPUTS 4'"),
    .init("clf.fit(X, y)", at: ".", "write 'train 60000 lr 0.01'"),
    .init("clf.score(X, y)", at: ".", "write 'show accuracy'"),
    .init("accuracy_score(y, p)", at: "(", "write 'show accuracy'"),
    .init("confusion_matrix(y, p)", at: "(", "write 'show confusion'"),
    .init("load_iris()", at: "(", "'data csv \"iris.csv\"' reads a table from a file in the notebook's folder"),
    .init("make_moons(n_samples=100, noise=0.1)", at: "(", "write 'data moons 100 noise 0.1'"),
    .init("pd.read_csv(\"iris.csv\")", at: ".", "write 'data csv \"iris.csv\"'"),
    .init("np.loadtxt(\"iris.csv\")", at: ".", "write 'data csv \"iris.csv\"'"),
    .init("np.load(\"w.npz\")", at: ".", "write 'load \"w.npz\"'"),
    .init("import numpy as np", at: "import", "nothing has to be imported; 'help' lists the commands"),
    .init("from torch import nn", at: "from", "nothing has to be imported; 'help' lists the commands"),
    .init("model.evaluate(x_test, y_test)", at: ".", "write 'show test_loss'"),
    .init("clf.score(X_test, y_test)", at: ".", "write 'show test_accuracy'"),
    .init("accuracy_score(y_test, y_pred)", at: "(", "write 'show test_accuracy'"),
    .init("model.predict(x_test[:5])", at: ".", "write 'show predictions test row 1..5'"),
    .init(
      "x_train[10:12]", at: "[",
      "a row is a list of numbers, and the pixels of pictures go from 0 to 1; 'normalize standard' scales other inputs"),
    .init("print(x_train[9223372036854775807])", at: "(", "write 'show data'"),
    .init("print(x_train[5:2])", at: "(", "write 'show data'"),
    .init("plt.show?", at: ".", "write 'help'"),
    .init("print(x_train[10:12])", at: "(", "write 'show data row 11..12'"),
    .init("model.fit(x_train, y_train, epochs=5)", at: ".", "write 'train 5 epochs batch 32'"),
    .init("model.fit(x_train, y_train, epochs=5, batch_size=8)", at: ".", "write 'train 5 epochs batch 8'"),
    .init(
      "(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()", at: "(",
      "'data digits 1000' draws digits, 'data mnist \"mnist\"' reads the four files of MNIST from a folder"),
    .init("how do I load a data set?", at: "?", "see 'help load' or 'help data'"),
    .init("how do I compare two optimizers", at: "how", "see 'help compare'"),
    .init("what is dropout?", at: "?", "see 'help layer dropout'"),
    .init("what is the learning rate", at: "what", "see 'help train lr'"),
    .init("how are you", at: "how", "'help' lists the commands, and 'help train' explains one"),
    .init("keep sgd 0.1", at: "0.1", "a name of several words stands in quotes: 'keep \"batch of 10\"'"),
    .init(
      "help overfitting", at: "overfitting",
      "'layer dropout 0.5', 'optimizer adam l2 0.001' and 'train 1000 patience 5' work against it; "
        + "'split test 0.2' shows it"),
    .init("plt.imshow(x_test[0])", at: ".", "write 'show data test row 1'"),
    .init("plt.imshow(x_train[0].reshape(8, 8), cmap='gray')", at: ".", "write 'show data row 1'"),
    .init(
      "x_train = x_train / 255.0", at: "/",
      "a row is a list of numbers, and the pixels of pictures go from 0 to 1; 'normalize standard' scales other inputs"),
    .init(
      "x_train /= 255", at: "/",
      "a row is a list of numbers, and the pixels of pictures go from 0 to 1; 'normalize standard' scales other inputs"),
    .init("from sklearn.datasets import load_digits", at: ".", "write 'data digits 1000'"),
    .init("from torch.optim import Adam", at: ".", "write 'optimizer adam'"),
    .init("from keras.layers import Dense", at: ".", "nothing has to be imported; 'help' lists the commands"),
    .init("model.predict(x_test[0])", at: ".", "write 'show predictions test row 1'"),
    .init("np.argmax(model.predict(x_test), axis=1)", at: ".", "write 'show predictions test'"),
    .init("y_pred = model.predict(x_test)", at: ".", "write 'show predictions test'"),
    .init("load_digits()", at: "(", "write 'data digits 1000'"),
    .init("X, y = load_digits(return_X_y=True)", at: ",", "write 'data digits 1000'"),
    .init("ConfusionMatrixDisplay.from_predictions(y_test, y_pred)", at: ".", "write 'show confusion'"),
    .init("classification_report(y_test, y_pred)", at: "(", "write 'show confusion'"),
    .init("Dense(10, activation=\"softmax\")", at: "(", "write 'layer affine INPUTS 10'"),
    .init(
      "keras.Sequential([Dense(64, activation=\"relu\"), Dense(10)])", at: ".",
      "write 'layer affine INPUTS 64', 'layer relu' and 'layer affine 64 10'"),
    .init(
      "model = Sequential()", at: "(",
      "declare one layer after the other: 'layer affine 2 4', 'layer sigmoid', 'layer affine 4 1'"),
    .init("digits 1000", at: "1000", "write 'data digits 1000'"),
    .init("predict test row 3", at: "test", "write 'show predictions test row 3'"),
    .init(
      "export", at: "export",
      "'save notebook \"session.nnb\"' writes a notebook, and in a shell `nbrun session.nnb -o report.md` its report"),
    .init("print(loss)", at: "(", "write 'show loss'"),
    .init(
      "print(\"hello\")", at: "(",
      "'show loss' shows a value; words stand between the cells of a notebook, or after a '#'"),
    .init(
      "compile", at: "compile",
      "'loss softmax_cross_entropy' and 'optimizer adam' choose what compile does, 'train 1000 lr 0.01' the learning rate"
    ),
    .init("for epoch in range(10):", at: "(", "write 'train 10 epochs'"),
    .init(
      "for i in range(1000):", at: "(",
      "'train 1000' repeats steps by itself; 'train 20 epochs' goes over the data so often"),
    .init("x = 3", at: "x", "write 'let x 3'"),
    .init("def f(x):", at: "(", "there are no functions; 'let rate 0.1' gives a name to a value"),
    .init(
      "class Net(nn.Module):", at: "(",
      "there are no classes; layers are declared one after the other: 'layer affine 2 4'"),
    .init("return x", at: "return", "there are no functions; 'let rate 0.1' gives a name to a value"),
    .init(
      "if loss < 0.1:", at: ":",
      "'expect loss < 0.02' fails unless something holds, and 'train 1000 until loss < 0.01' stops when it does"),
    .init("while loss > 0.1:", at: ":", "'train 1000 until loss < 0.01' goes on until something holds"),
    .init("!pip install torch", at: "!", "nothing has to be imported; 'help' lists the commands"),
    .init("pip install torch", at: "pip", "nothing has to be imported; 'help' lists the commands"),
    .init("%matplotlib inline", at: "%", "nothing has to be imported; 'help' lists the commands"),
    .init("plt.show()", at: ".", "'plot loss' draws the loss"),
  ]
}
